package dev.coder.tools;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A folder that is held open: what is done through it happens in that very folder, whatever becomes of its path
/// meanwhile. Links are never followed.
final class Folder implements AutoCloseable {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    private final SecureDirectoryStream<Path> handle;

    private Folder(SecureDirectoryStream<Path> handle) {
        this.handle = handle;
    }

    /// Opens a folder by its path. For roots only: links above it are followed.
    @SuppressWarnings("StreamResourceLeak") // the folder that is returned closes it
    static Folder open(Path path) throws IOException {
        var stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> handle) {
            return new Folder(handle);
        }
        stream.close();
        throw new FileSystemException(path.toString(), null, "this file system can not hold folders open");
    }

    /// @param name of a folder in this one; a link is refused
    Folder enter(Path name) throws IOException {
        return new Folder(handle.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
    }

    /// Null when there is nothing of that name.
    @Nullable
    PosixFileAttributes attributes(Path name) throws IOException {
        try {
            return view(name).readAttributes();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    SeekableByteChannel read(Path name) throws IOException {
        return handle.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /// Creates a file for writing; it must not exist.
    ///
    /// @param secret nobody else may read it, else the user's umask decides
    FileChannel create(Path name, boolean secret) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
        return (FileChannel)
                (secret
                        ? handle.newByteChannel(name, options, PosixFilePermissions.asFileAttribute(PRIVATE))
                        : handle.newByteChannel(name, options));
    }

    /// Gives a file the owner, the group (as far as we may) and the mode of another.
    void adopt(Path name, PosixFileAttributes like) throws IOException {
        var view = view(name);
        var mine = view.readAttributes();
        if (!mine.owner().equals(like.owner()) || !mine.group().equals(like.group())) {
            try {
                view.setGroup(like.group());
                view.setOwner(like.owner());
            } catch (IOException _) {
                // only root may give files away; the content matters more
            }
        }
        view.setPermissions(like.permissions());
    }

    /// Renames, replacing what was there; both folders must lie on the same file system.
    void move(Path name, Folder target, Path targetName) throws IOException {
        handle.move(name, target.handle, targetName);
    }

    void delete(Path name) throws IOException {
        handle.deleteFile(name);
    }

    void deleteIfThere(Path name) throws IOException {
        try {
            handle.deleteFile(name);
        } catch (NoSuchFileException e) {
            // gone already
        }
    }

    /// Deletes an empty folder.
    void deleteFolder(Path name) throws IOException {
        handle.deleteDirectory(name);
    }

    void deleteFolderIfThere(Path name) throws IOException {
        try {
            deleteFolder(name);
        } catch (NoSuchFileException e) {
            // gone already
        }
    }

    /// Deletes a file, a link or a folder with all that is in it.
    void deleteTree(Path name) throws IOException {
        var attributes = attributes(name);
        if (attributes == null || !attributes.isDirectory()) {
            deleteIfThere(name);
            return;
        }
        try (var inner = enter(name)) {
            for (var entry : inner.names()) {
                inner.deleteTree(entry);
            }
        }
        deleteFolder(name);
    }

    /// The names of what is in it. To be asked once only.
    List<Path> names() {
        var names = new ArrayList<Path>();
        handle.forEach(entry -> names.add(entry.getFileName()));
        return names;
    }

    /// Makes what was renamed last through a power failure, where the file system knows how.
    void force() {
        try (var channel = read(Path.of("."))) {
            ((FileChannel) channel).force(true);
        } catch (IOException e) {
            // some file systems refuse; the rename itself has happened
        }
    }

    private PosixFileAttributeView view(Path name) {
        return handle.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
