package dev.coder.cli.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A folder below the state folder that is held open: what is done through it happens in that very folder, whatever
/// becomes of its path meanwhile. A link is refused wherever a name is looked up.
public final class OwnFolder implements AutoCloseable {

    private final SecureDirectoryStream<Path> handle;

    private OwnFolder(SecureDirectoryStream<Path> handle) {
        this.handle = handle;
    }

    /// Opens `STATE/sessions/NAME`; only the state folder itself may be a link.
    ///
    /// @param session that path
    public static OwnFolder ofSession(Path session) throws IOException {
        try (var sessions = ofSessions(above(session))) {
            return sessions.enter(session.getFileName());
        }
    }

    /// Opens `STATE/sessions`.
    ///
    /// @param sessions that path
    public static OwnFolder ofSessions(Path sessions) throws IOException {
        try (var state = open(above(sessions))) {
            return state.enter(sessions.getFileName());
        }
    }

    private static Path above(Path path) {
        return Objects.requireNonNull(path.getParent(), "a root is no folder of Coder's");
    }

    @SuppressWarnings("StreamResourceLeak") // the folder that is returned closes it
    private static OwnFolder open(Path path) throws IOException {
        var stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> handle) {
            return new OwnFolder(handle);
        }
        stream.close();
        throw new FileSystemException(path.toString(), null, "this file system cannot hold folders open");
    }

    /// Makes a folder (0700) when there is none of that name.
    ///
    /// @throws NotDirectoryException when something else is there, such as a link
    public static Path make(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, PrivateFiles.FOLDER);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(folder.toString());
            }
        }
        return folder;
    }

    /// A folder in this one.
    public OwnFolder enter(Path name) throws IOException {
        return new OwnFolder(handle.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
    }

    /// Opens a file for reading and writing (0600), and makes it when there is none.
    ///
    /// @throws FileSystemException when there is a link under that name
    public FileChannel file(String name) throws IOException {
        try {
            return opened(name);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) { // that it is a link is a plain exception in the JDK
            throw (FileSystemException) new FileSystemException(name, null, "it is a link").initCause(e);
        }
    }

    private FileChannel opened(String name) throws IOException {
        return (FileChannel) handle.newByteChannel(
                Path.of(name),
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PrivateFiles.FILE);
    }

    /// What is there under that name; of a link, the link.
    public BasicFileAttributes attributes(Path name) throws IOException {
        return handle.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /// The names of what is in it. To be asked once only.
    public List<Path> names() {
        var names = new ArrayList<Path>();
        handle.forEach(entry -> names.add(entry.getFileName()));
        return names;
    }

    public void deleteFile(Path name) throws IOException {
        handle.deleteFile(name);
    }

    /// Deletes a file, a link or a folder with all that is in it; nothing when there is none.
    public void deleteTree(Path name) throws IOException {
        try {
            if (attributes(name).isDirectory()) {
                try (var inner = enter(name)) {
                    for (var entry : inner.names()) {
                        inner.deleteTree(entry);
                    }
                }
                handle.deleteDirectory(name);
            } else {
                handle.deleteFile(name);
            }
        } catch (NoSuchFileException e) {
            // gone already
        }
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
