package dev.coder.tools;

import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import org.jspecify.annotations.Nullable;

/// A file by its resolved path, reached by handle from its project's root, so that a link that is planted after the
/// path
/// was judged is refused and never followed.
///
/// @param path as [Workspace#resolve] gave it
record ProjectFile(Workspace workspace, Path path) {

    /// The largest file that is edited, or read in one piece, in bytes.
    static final int MAX_BYTES = 10 << 20;

    private static final int ATTEMPTS = 20;

    String shown() {
        return workspace.display(path);
    }

    /// Opens a regular file; anything else is refused, as reading it could wait for ever.
    SeekableByteChannel open() throws IOException {
        try (var folder = parent()) {
            requireRegular(folder.attributes(name()));
            return folder.read(name());
        }
    }

    byte[] bytes() throws IOException {
        try (var channel = open()) {
            if (channel.size() > MAX_BYTES) {
                throw new FileSystemException(path.toString(), null, "larger than 10 MiB");
            }
            return Channels.newInputStream(channel).readAllBytes();
        }
    }

    /// Null when there is no such file.
    byte @Nullable [] bytesIfThere() throws IOException {
        try {
            return bytes();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /// Puts the whole content in place at once: the file is old or new, never mixed. Keeps mode and owner, makes
    /// missing
    /// folders, breaks hard links.
    ///
    /// @param mark names the temporary file, so that a later run can take away what a crash left
    void replace(byte[] content, String mark) throws IOException {
        for (var attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                replaceOnce(content, mark);
                return;
            } catch (NoSuchFileException e) {
                // another call put its own new folder in the place of ours, which was still empty: into that one, then
            }
        }
        replaceOnce(content, mark);
    }

    private void replaceOnce(byte[] content, String mark) throws IOException {
        var temporary = temporary(mark);
        try (var folder = parentOrNew(mark)) {
            var old = folder.attributes(name());
            requireReplaceable(old);
            try {
                write(folder, temporary, content, old);
                folder.move(temporary, folder, name());
            } catch (IOException e) {
                deleteIfThere(folder, temporary);
                throw e;
            }
        }
    }

    /// The name of the temporary file beside the real one.
    static Path temporary(String mark) {
        return Path.of(".coder-" + mark + ".tmp");
    }

    private static void write(Folder folder, Path name, byte[] content, @Nullable PosixFileAttributes like)
            throws IOException {
        try (FileChannel channel = folder.create(name, like != null)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        if (like != null) {
            folder.adopt(name, like);
        }
    }

    private static void deleteIfThere(Folder folder, Path name) throws IOException {
        if (folder.attributes(name) != null) {
            folder.delete(name);
        }
    }

    private void requireRegular(@Nullable PosixFileAttributes attributes) throws IOException {
        if (attributes == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(path.toString(), null, kind(attributes) + ", not a regular file");
        }
    }

    private void requireReplaceable(@Nullable PosixFileAttributes attributes) throws IOException {
        if (attributes == null) {
            return;
        }
        requireRegular(attributes);
        if (!attributes.permissions().contains(PosixFilePermission.OWNER_WRITE)) {
            throw new AccessDeniedException(path.toString(), null, "it is marked read-only");
        }
    }

    private static String kind(PosixFileAttributes attributes) {
        if (attributes.isDirectory()) {
            return "a folder";
        }
        return attributes.isSymbolicLink() ? "a link that appeared meanwhile" : "a pipe, socket or device";
    }

    Folder parent() throws IOException {
        var folder = Folder.open(anchor());
        for (var name : anchor().relativize(parentPath())) {
            if (!name.toString().isEmpty()) {
                try (var above = folder) {
                    folder = above.enter(name);
                }
            }
        }
        return folder;
    }

    private Folder parentOrNew(String mark) throws IOException {
        try {
            return parent();
        } catch (NoSuchFileException e) {
            new NewFolders(anchor(), mark).make(anchor().relativize(parentPath()));
            return parent();
        }
    }

    /// Where the walk by handle begins: the project's root, which nobody in the project can turn into a link. Outside
    /// the projects, the deepest folder that is there.
    private Path anchor() throws IOException {
        var parent = parentPath();
        for (var root : workspace.roots()) {
            if (parent.startsWith(root)) {
                return root;
            }
        }
        var there = parent;
        while (Files.notExists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!there.toRealPath().equals(there)) {
            throw new FileSystemException(path.toString(), null, "a link appeared on the way meanwhile");
        }
        return there;
    }

    private Path parentPath() throws IOException {
        var parent = path.getParent();
        if (parent == null) {
            throw new FileAlreadyExistsException(path.toString(), null, "a folder, not a regular file");
        }
        return parent;
    }

    private Path name() {
        return path.getFileName();
    }
}
