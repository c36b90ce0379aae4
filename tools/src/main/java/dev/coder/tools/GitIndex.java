package dev.coder.tools;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// The files that a repository tracks, read from its index (gitformat-index(5), versions 2 to 4). Names have a
/// character
/// for each byte.
///
/// @param folders all folders above the files, without a slash at the end
record GitIndex(Set<String> files, Set<String> folders) {

    static final GitIndex NONE = new GitIndex(Set.of(), Set.of());

    private static final int SIGNATURE = 0x44495243; // DIRC
    private static final long MAX_BYTES = 1L << 30;
    private static final int BEFORE_HASH = 40;
    private static final int EXTENDED = 0x4000;

    /// Nothing is tracked when the index is missing, or not to be understood.
    ///
    /// @param hashLength in bytes: 20 for SHA-1, 32 for SHA-256
    static GitIndex read(Path index, int hashLength) {
        try {
            return Files.isRegularFile(index) && Files.size(index) < MAX_BYTES
                    ? of(ByteBuffer.wrap(Files.readAllBytes(index)), hashLength)
                    : NONE;
        } catch (IOException | IndexOutOfBoundsException | BufferUnderflowException e) {
            return NONE;
        }
    }

    private static GitIndex of(ByteBuffer index, int hashLength) {
        if (index.getInt() != SIGNATURE) {
            return NONE;
        }
        var version = index.getInt();
        var files = new HashSet<String>();
        var folders = new HashSet<String>();
        var name = "";
        for (var left = index.getInt(); left > 0; left--) {
            var start = index.position();
            index.position(start + BEFORE_HASH + hashLength);
            var flags = index.getShort();
            index.position(index.position() + ((flags & EXTENDED) == 0 ? 0 : 2));
            name = version < 4 ? text(index) : name.substring(0, name.length() - varint(index)) + text(index);
            index.position(version < 4 ? start + ((index.position() - 1 - start) / 8 + 1) * 8 : index.position());
            files.add(name);
            addFolders(name, folders);
        }
        return new GitIndex(files, folders);
    }

    private static void addFolders(String name, Set<String> folders) {
        for (var end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
            if (!folders.add(name.substring(0, end))) {
                return;
            }
        }
    }

    /// Up to a byte that is zero, which is taken, too.
    private static String text(ByteBuffer index) {
        var start = index.position();
        var end = start;
        while (index.get(end) != 0) {
            end++;
        }
        var bytes = new byte[end - start];
        index.get(bytes).get();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// As in pack files: seven bits a byte, the highest first, one added for each byte that follows.
    private static int varint(ByteBuffer index) {
        var b = index.get();
        var value = b & 0x7f;
        while ((b & 0x80) != 0) {
            b = index.get();
            value = ((value + 1) << 7) | (b & 0x7f);
        }
        return value;
    }
}
