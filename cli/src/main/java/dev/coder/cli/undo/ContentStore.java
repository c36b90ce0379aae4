package dev.coder.cli.undo;

import dev.coder.cli.config.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The contents of files, each once, found by their digest. What was added counts from [#commit] on. Thread-safe within
/// the process; the holder of the store's lock is the only one who writes.
final class ContentStore implements AutoCloseable {

    private final Path folder;
    private final Squeeze squeeze = new Squeeze();
    private @Nullable Map<Digest, Pack.Place> places;
    private final Map<Digest, Pack.Place> added = new LinkedHashMap<>();
    private @Nullable Pack writing;
    private @Nullable FileChannel channel;
    private volatile long addedBytes;

    ContentStore(Path folder) throws IOException {
        this.folder = PrivateFiles.folder(folder);
    }

    /// Adds a content, unless it is there.
    Digest keep(byte[] content) throws IOException {
        var digest = Digest.of(content);
        if (!places().containsKey(digest)) {
            append(digest, squeeze.compressed(content), content.length);
        }
        return digest;
    }

    private synchronized void append(Digest digest, byte[] stored, int length) throws IOException {
        if (places().containsKey(digest)) {
            return;
        }
        if (channel == null) {
            writing = Pack.next(folder);
            channel = writing.create();
        }
        var place = new Pack.Place(number(), channel.position(), stored.length, length);
        PrivateFiles.writeFully(channel, stored);
        addedBytes = place.offset() + stored.length;
        added.put(digest, place);
        places().put(digest, place);
    }

    private int number() {
        return writing == null ? 0 : writing.number();
    }

    /// Read when it is first needed: a turn that changes nothing costs nothing.
    private synchronized Map<Digest, Pack.Place> places() throws IOException {
        if (places == null) {
            var found = new ConcurrentHashMap<Digest, Pack.Place>();
            for (var pack : Pack.all(folder)) {
                pack.readIndex(found);
            }
            places = found;
        }
        return places;
    }

    /// @throws IOException when it is not there, or damaged
    byte[] content(Digest digest) throws IOException {
        var place = places().get(digest);
        if (place == null) {
            throw new IOException("its content is not kept any more");
        }
        var content = Squeeze.expanded(new Pack(folder, place.pack()).read(place), place.length());
        if (!Digest.of(content).equals(digest)) {
            throw new IOException("its kept content is damaged");
        }
        return content;
    }

    /// How many bytes were added since the last commit.
    long added() {
        return addedBytes;
    }

    /// What was added is on the disk when this returns.
    synchronized void commit() throws IOException {
        if (channel != null && writing != null) {
            channel.force(false);
            channel.close();
            writing.writeIndex(added);
            channel = null;
            addedBytes = 0;
            writing = null;
            added.clear();
        }
    }

    /// Forgets what was added and not committed.
    synchronized void rollback() throws IOException {
        if (channel != null && writing != null) {
            channel.close();
            writing.delete();
            channel = null;
            addedBytes = 0;
            writing = null;
            places().keySet().removeAll(added.keySet());
            added.clear();
        }
    }

    /// Copies contents into a pack of their own, which counts when this returns.
    synchronized void rewrite(Map<Digest, Pack.Place> kept) throws IOException {
        commit();
        for (var place : kept.entrySet()) {
            var from = new Pack(folder, place.getValue().pack());
            places().remove(place.getKey());
            append(place.getKey(), from.read(place.getValue()), place.getValue().length());
        }
        commit();
    }

    /// The places are read anew: another process may have added or removed packs.
    synchronized void refresh() {
        if (channel == null) {
            places = null;
        }
    }

    @Override
    public void close() throws IOException {
        rollback();
        squeeze.close();
    }
}
