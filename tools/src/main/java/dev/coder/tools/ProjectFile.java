package dev.coder.tools;

import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file by its resolved path, reached by handle from its project's root, so that a link that is planted after the
/// path was judged is refused and never followed.
///
/// @param path as [Workspace#resolve] gave it
record ProjectFile(Workspace workspace, Path path) {

    /// The largest file that is edited, or read in one piece, in bytes.
    static final int MAX_BYTES = 10 << 20;

    private static final String TOO_LARGE =
            "larger than 10 MiB, the most that is edited or replaced. Use run_command, such as with sed";

    String shown() {
        return workspace.display(path);
    }

    /// Opens a regular file; anything else is refused, as reading it could wait for ever.
    SeekableByteChannel open() throws IOException {
        try (var folder = parent()) {
            return open(folder);
        }
    }

    private SeekableByteChannel open(Folder folder) throws IOException {
        requireRegular(folder.attributes(name()));
        return folder.read(name());
    }

    byte[] bytes() throws IOException {
        try (var folder = parent()) {
            return bytes(folder);
        }
    }

    private byte[] bytes(Folder folder) throws IOException {
        try (var channel = open(folder)) {
            var content = channel.size() > MAX_BYTES
                    ? new byte[0]
                    : Channels.newInputStream(channel).readNBytes(MAX_BYTES + 1);
            if (channel.size() > MAX_BYTES || content.length > MAX_BYTES) {
                throw new FileSystemException(path.toString(), null, TOO_LARGE);
            }
            return content;
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

    /// As [#bytesIfThere()], through the file's folder.
    byte @Nullable [] bytesIfThere(Folder folder) throws IOException {
        try {
            return bytes(folder);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /// Deletes files beside this one, where they are.
    void removeBeside(Path... names) throws IOException {
        try (var folder = parent()) {
            for (var name : names) {
                folder.deleteIfThere(name);
            }
        } catch (NoSuchFileException e) {
            // without the folder there is nothing beside the file
        }
    }

    PosixFileAttributes attributes() throws IOException {
        try (var folder = parent()) {
            return requireRegular(folder.attributes(name()));
        }
    }

    private PosixFileAttributes requireRegular(@Nullable PosixFileAttributes attributes) throws IOException {
        if (attributes == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(path.toString(), null, kind(attributes) + ", not a regular file");
        }
        return attributes;
    }

    void requireReplaceable(@Nullable PosixFileAttributes attributes) throws IOException {
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
        return attributes.isSymbolicLink() ? "a link" : "a pipe, socket or device";
    }

    /// Its folder, reached by handle.
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

    /// Its folder; missing ones are made.
    ///
    /// @param made gets those that were missing
    Folder parentOrNew(Traces traces, List<Path> made) throws IOException {
        try {
            return parent();
        } catch (NoSuchFileException e) {
            new NewFolders(anchor(), traces, made).make(anchor().relativize(parentPath()));
            return parent();
        }
    }

    /// Where the walk by handle begins: the project's root, which nobody in the project can turn into a link.
    /// Outside
    /// the projects, the deepest folder that is there.
    Path anchor() throws IOException {
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

    Path name() {
        return path.getFileName();
    }
}
