package dev.coder.cli.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files and folders that only their owner can open: 0600 and 0700.
public final class PrivateFiles {

    static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFiles() {}

    /// Makes the folder and what lacks above it.
    public static Path folder(Path folder) throws IOException {
        return Files.createDirectories(folder, FOLDER);
    }

    /// Opens a file for reading and writing, and makes it when there is none. A link is refused.
    public static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                FILE);
    }

    /// Opens a file for adding to its end, and makes it when there is none. A link is refused.
    public static FileChannel append(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS), FILE);
    }

    /// Replaces the content at once: a reader sees the old or the new one, never half of it.
    public static void replace(Path file, byte[] content) throws IOException {
        Files.move(written(file, content), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Makes a file that is not there yet: as a whole, or not at all.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException when there is one, or a link
    public static void create(Path file, byte[] content) throws IOException {
        var next = written(file, content);
        try {
            Files.createLink(file, next);
        } finally {
            Files.delete(next);
        }
    }

    private static Path written(Path file, byte[] content) throws IOException {
        var next = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new", FILE);
        try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            writeFully(channel, content);
            channel.force(true);
        }
        return next;
    }

    /// Writes all of it at the channel's position.
    public static void writeFully(FileChannel channel, byte[] content) throws IOException {
        var buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
