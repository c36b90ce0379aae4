package dev.coder.tools.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes a file or folder out of a project and keeps a copy of its files. Goes down from the project's root by handle
/// and follows no link: a command that still runs cannot turn it against another folder.
final class SetAside {

    private final Path kept;

    /// @param kept the folder for the copies, made when something is taken
    SetAside(Path kept) {
        this.kept = kept;
    }

    /// @param path below the root
    /// @return where the copy is
    Path take(Path root, Path path) throws IOException {
        var relative = root.relativize(path);
        var copy =
                Files.createTempDirectory(Files.createDirectories(kept), "at-").resolve(relative);
        Files.createDirectories(copy.getParent());
        remove(root, relative, copy);
        return copy;
    }

    /// Deletes a file or folder without a copy.
    static void delete(Path path) throws IOException {
        remove(path.resolveSibling(""), path.getFileName(), null);
    }

    private static void remove(Path root, Path relative, @Nullable Path copy) throws IOException {
        try (var stream = Files.newDirectoryStream(root)) {
            if (!(stream instanceof SecureDirectoryStream<Path> handle)) {
                throw new NotDirectoryException(root.toString());
            }
            descend(handle, relative, copy);
        }
    }

    private static void descend(SecureDirectoryStream<Path> folder, Path relative, @Nullable Path copy)
            throws IOException {
        if (relative.getNameCount() == 1) {
            take(folder, relative, copy);
            return;
        }
        try (var next = folder.newDirectoryStream(relative.getName(0), LinkOption.NOFOLLOW_LINKS)) {
            descend(next, relative.subpath(1, relative.getNameCount()), copy);
        }
    }

    private static void take(SecureDirectoryStream<Path> folder, Path name, @Nullable Path copy) throws IOException {
        var attributes = folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (attributes.isDirectory()) {
            takeFolder(folder, name, copy);
            return;
        }
        if (copy != null && attributes.isRegularFile()) {
            copy(folder, name, copy);
        }
        try {
            folder.deleteFile(name);
        } catch (NoSuchFileException e) {
            // The command has removed it meanwhile.
        }
    }

    private static void takeFolder(SecureDirectoryStream<Path> folder, Path name, @Nullable Path copy)
            throws IOException {
        if (copy != null) {
            Files.createDirectory(copy);
        }
        try (var inside = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (var entry : inside) {
                var inner = entry.getFileName();
                take(inside, inner, copy == null ? null : copy.resolve(inner));
            }
        }
        folder.deleteDirectory(name);
    }

    private static void copy(SecureDirectoryStream<Path> folder, Path name, Path copy) throws IOException {
        var buffer = ByteBuffer.allocate(1 << 16);
        var options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (var in = folder.newByteChannel(name, options);
                var out = Files.newByteChannel(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (in.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                buffer.clear();
            }
        }
    }
}
