package dev.coder.cli.undo;

import dev.coder.cli.config.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A small binary file with a checksum at its end. It is replaced at once, so that a crash leaves the old one or the
/// new
/// one.
final class RecordFile {

    private static final int CHECKSUM = Long.BYTES;

    private RecordFile() {}

    @FunctionalInterface
    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    @FunctionalInterface
    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    static void write(Path file, Writer writer) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        writer.write(out);
        out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        PrivateFiles.replace(file, bytes.toByteArray());
    }

    /// @return null when there is no such file, or when it is damaged
    static <T> @Nullable T read(Path file, Reader<T> reader) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        var length = bytes.length - CHECKSUM;
        if (length < 0 || ByteBuffer.wrap(bytes).getLong(length) != checksum(bytes, length)) {
            return null;
        }
        return reader.read(new DataInputStream(new ByteArrayInputStream(bytes, 0, length)));
    }

    private static long checksum(byte[] bytes, int length) {
        var sum = new CRC32C();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }
}
