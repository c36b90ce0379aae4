package dev.coder.tools;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A change whose bytes are all on the disk, beside the file: what is left to do is one rename, which can be undone
/// without writing anything. Holds the file's folder open. Used by one thread.
final class StagedChange implements AutoCloseable {

    private static final int ATTEMPTS = 20;

    private final FileChange change;
    private final Folder folder;
    private final @Nullable PosixFileAttributes was;
    private final Path fresh;
    private final Path old;
    private boolean committed;
    private boolean oldIsNeeded;

    /// @param made gets the folders that had to be made
    record Place(Traces traces, int index, List<Path> made) {}

    private StagedChange(FileChange change, Folder folder, Place place) throws IOException {
        this.change = change;
        this.folder = folder;
        this.was = folder.attributes(change.file().name());
        this.fresh = place.traces().fresh(place.index());
        this.old = place.traces().old(place.index());
    }

    /// @param reversible whether it may have to be rolled back after it was committed
    static StagedChange of(FileChange change, Place place, boolean reversible) throws IOException {
        for (var attempt = 1; change.after() != null && attempt < ATTEMPTS; attempt++) {
            try {
                return once(change, place, reversible);
            } catch (NoSuchFileException e) {
                // another call put its own new folder in the place of ours, which was still empty: into that one, then
            }
        }
        return once(change, place, reversible);
    }

    private static StagedChange once(FileChange change, Place place, boolean reversible) throws IOException {
        var file = change.file();
        var folder = change.after() == null ? file.parent() : file.parentOrNew(place.traces(), place.made());
        var staged = open(change, folder, place);
        try {
            staged.write(reversible);
            return staged;
        } catch (IOException e) {
            staged.close();
            throw e;
        }
    }

    private static StagedChange open(FileChange change, Folder folder, Place place) throws IOException {
        try {
            return new StagedChange(change, folder, place);
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    private void write(boolean reversible) throws IOException {
        change.file().requireReplaceable(was);
        if (!Arrays.equals(change.before(), change.file().bytesIfThere(folder))) {
            throw changed();
        }
        if (change.after() != null) {
            write(fresh, change.after(), mode());
        }
        if (change.after() != null && change.before() != null && reversible) {
            write(old, change.before(), was);
        }
    }

    /// Null when the user's umask decides.
    private @Nullable PosixFileAttributes mode() throws IOException {
        return was == null && change.like() != null ? change.like().attributes() : was;
    }

    private void write(Path name, byte[] content, @Nullable PosixFileAttributes like) throws IOException {
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

    void commit() throws IOException {
        var name = change.file().name();
        if (!isAsBefore(folder.attributes(name))) {
            throw changed();
        }
        if (change.after() == null) {
            folder.move(name, folder, old);
        } else {
            folder.move(fresh, folder, name);
        }
        committed = true;
    }

    private boolean isAsBefore(@Nullable PosixFileAttributes now) {
        if (was == null || now == null) {
            return was == null && now == null;
        }
        return Objects.equals(was.fileKey(), now.fileKey())
                && was.size() == now.size()
                && was.lastModifiedTime().equals(now.lastModifiedTime());
    }

    private FileSystemException changed() {
        return new FileSystemException(
                change.file().path().toString(),
                null,
                "another program changed it at this very moment; read it again and repeat the call");
    }

    /// Puts back what was there.
    void rollBack() throws IOException {
        if (!committed) {
            return;
        }
        oldIsNeeded = change.before() != null;
        var name = change.file().name();
        if (oldIsNeeded) {
            folder.move(old, folder, name);
        } else {
            folder.delete(name);
        }
        oldIsNeeded = false;
    }

    /// Where the former content lies when [#rollBack] failed.
    Path savedAs() {
        return change.file().path().resolveSibling(old);
    }

    void force() {
        folder.force();
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            folder.deleteIfThere(fresh);
            if (!oldIsNeeded) {
                folder.deleteIfThere(old);
            }
        }
    }
}
