package dev.coder.tools;

import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.ToolSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What the model knows of files: the content that it read or wrote last in this session, by hash. Kept in the
/// session's folder, so that a new run of Coder does not take the model for blind. Thread-safe.
final class SeenFiles implements AutoCloseable {

    private static final String FILE = "seen-files";

    private final Path file;
    private final Map<Path, String> hashes = new ConcurrentHashMap<>();

    private SeenFiles(Path file) {
        this.file = file;
        stored().forEach(this::restore);
    }

    static SeenFiles of(ToolContext context) {
        return context.session().hold(SeenFiles.class, session -> new SeenFiles(path(session)));
    }

    private static Path path(ToolSession session) {
        return session.folder().resolve(FILE);
    }

    /// To be called before the content is shown: what changes meanwhile is then found to be stale. Files that are
    /// too
    /// large to be edited, and what is no regular file, are not remembered.
    void saw(ProjectFile seen) {
        try {
            knows(seen.path(), seen.bytes());
        } catch (IOException e) {
            forget(seen.path());
        }
    }

    /// The model has read or written this content.
    void knows(Path path, byte[] content) {
        var hash = ContentHash.of(content);
        if (!hash.equals(hashes.put(path, hash))) {
            store(hash, path);
        }
    }

    /// What the model has not seen it does not know better after a change to a part of it.
    void changed(FileChange change) {
        var path = change.file().path();
        if (change.after() == null) {
            forget(path);
        } else if (change.before() == null || isCurrent(path, change.before())) {
            knows(path, change.after());
        }
    }

    /// Of a file, or of all files in a folder.
    void forgetAll(Path path) {
        hashes.keySet().stream().filter(known -> known.startsWith(path)).forEach(this::forget);
    }

    private void forget(Path path) {
        if (hashes.remove(path) != null) {
            store(ContentHash.ABSENT, path);
        }
    }

    /// What is known of a file or folder is known of it at its new place.
    void moved(Path from, Path to) {
        for (var path : List.copyOf(hashes.keySet())) {
            var hash = path.startsWith(from) ? hashes.get(path) : null;
            if (hash != null) {
                var there = to.resolve(from.relativize(path)).normalize();
                hashes.put(there, hash);
                store(hash, there);
                forget(path);
            }
        }
    }

    /// @throws ToolException when the model has seen another content than this
    void requireFresh(ProjectFile seen, byte[] now) throws ToolException {
        if (hashes.containsKey(seen.path()) && !isCurrent(seen.path(), now)) {
            throw ToolException.failed(seen.shown() + " has changed on disk since you read it. Read it again, then "
                    + "repeat the change as it fits now.");
        }
    }

    /// @throws ToolException when this content would be lost without the model having seen it
    void requireKnown(ProjectFile seen, byte[] now) throws ToolException {
        requireFresh(seen, now);
        if (!isCurrent(seen.path(), now)) {
            throw ToolException.failed(seen.shown() + " exists, and you have not read it. Read it first, then replace "
                    + "it; or change a part of it with edit_file.");
        }
    }

    private boolean isCurrent(Path path, byte[] now) {
        return ContentHash.of(now).equals(hashes.get(path));
    }

    private List<String> stored() {
        try {
            return Files.exists(file) ? Files.readString(file).lines().toList() : List.of();
        } catch (IOException e) {
            return List.of(); // then nothing is known, which is always safe
        }
    }

    private void restore(String line) {
        var parts = line.split(" ", 2);
        if (parts.length == 2 && parts[0].length() == ContentHash.LENGTH) {
            hashes.put(Path.of(parts[1]), parts[0]);
        } else if (parts.length == 2) {
            hashes.remove(Path.of(parts[1]));
        }
    }

    private synchronized void store(String hash, Path path) {
        if (path.toString().indexOf('\n') >= 0) {
            return;
        }
        try {
            Files.writeString(
                    file,
                    hash + " " + path + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            hashes.remove(path); // better not known than wrongly known by the next run
        }
    }

    @Override
    public void close() {
        // everything is written down already
    }
}
