package dev.coder.cli.undo;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/// A folder of the workspace that is held open: what is done through it happens in that very folder, whatever becomes
/// of its path meanwhile. Links are never followed on the way to it.
final class HeldFolder implements AutoCloseable {

    private final SecureDirectoryStream<Path> handle;

    private HeldFolder(SecureDirectoryStream<Path> handle) {
        this.handle = handle;
    }

    /// Opens the folder of that key.
    static HeldFolder open(Roots roots, String key) throws IOException {
        var folder = open(roots.top(key));
        var slash = key.indexOf('/');
        if (slash >= 0) {
            for (var name : RawName.path(key.substring(slash + 1))) {
                try (var above = folder) {
                    folder = above.enter(name);
                }
            }
        }
        return folder;
    }

    @SuppressWarnings("StreamResourceLeak") // the folder that is returned closes it
    static HeldFolder open(Path top) throws IOException {
        var stream = Files.newDirectoryStream(top);
        if (stream instanceof SecureDirectoryStream<Path> handle) {
            return new HeldFolder(handle);
        }
        stream.close();
        throw new FileSystemException(top.toString(), null, "this file system cannot hold folders open");
    }

    private HeldFolder enter(Path name) throws IOException {
        return new HeldFolder(handle.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
    }

    /// Renames, replacing a file or link that was there.
    void move(Path name, HeldFolder target, Path targetName) throws IOException {
        handle.move(name, target.handle, targetName);
    }

    void deleteFile(Path name) throws IOException {
        handle.deleteFile(name);
    }

    /// It must be empty.
    void deleteFolder(Path name) throws IOException {
        handle.deleteDirectory(name);
    }

    void setPermissions(Path name, Set<PosixFilePermission> permissions) throws IOException {
        handle.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setPermissions(permissions);
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
