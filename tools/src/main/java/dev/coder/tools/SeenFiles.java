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

/// What the model knows of files: the content that it read or wrote last in this session, by hash, and whether it has
/// seen all of it. Kept in the
/// session's folder, so that a new run of Coder does not take the model for blind. Thread-safe.
final class SeenFiles implements AutoCloseable {

    private static final String FILE = "seen-files";
    private static final String PART = "~";

    private final Path file;
    private final boolean byHand;
    private final Map<Path, Known> files = new ConcurrentHashMap<>();

    /// @param lines how many of the first lines were seen
    private record Known(String hash, int lines) {

        static final int ALL = Integer.MAX_VALUE;

        boolean isAll() {
            return lines == ALL;
        }

        /// As it is written down.
        String word() {
            return isAll() ? hash : hash + PART;
        }
    }

    private SeenFiles(Path file, boolean byHand) {
        this.file = file;
        this.byHand = byHand;
        stored().forEach(this::restore);
    }

    static SeenFiles of(ToolContext context) {
        return context.session().hold(SeenFiles.class, session -> new SeenFiles(path(session), session.byHand()));
    }

    private static Path path(ToolSession session) {
        return session.folder().resolve(FILE);
    }

    /// To be called before the content is shown: what changes meanwhile is then found to be stale. Files that are too
    /// large to be edited, and what is no regular file, are not remembered.
    void saw(ProjectFile seen) {
        try {
            var hash = ContentHash.of(seen.bytes());
            var known = files.get(seen.path());
            if (known == null || !known.hash.equals(hash)) {
                put(seen.path(), new Known(hash, 0));
            }
        } catch (IOException e) {
            forget(seen.path());
        }
    }

    /// All of what it [#saw] was shown.
    void sawAll(Path path) {
        sawLines(path, 1, Known.ALL);
    }

    /// These lines of what it [#saw] were shown.
    void sawLines(Path path, int first, int last) {
        var known = files.get(path);
        if (known != null && first - 1 <= known.lines && known.lines < last) {
            put(path, new Known(known.hash, last));
        }
    }

    private void put(Path path, Known known) {
        var before = files.put(path, known);
        if (before == null || !before.word().equals(known.word())) {
            store(known.word(), path);
        }
    }

    /// What the model has not seen it does not know better after a change to a part of it.
    void changed(FileChange change) {
        var path = change.file().path();
        if (change.after() == null) {
            forget(path);
        } else if (change.before() == null || isCurrent(path, change.before())) {
            var known = files.get(path);
            var all = change.before() == null || (known != null && known.isAll());
            put(path, new Known(ContentHash.of(change.after()), all ? Known.ALL : 0));
        }
    }

    /// Of a file, or of all files in a folder.
    void forgetAll(Path path) {
        files.keySet().stream().filter(known -> known.startsWith(path)).forEach(this::forget);
    }

    private void forget(Path path) {
        if (files.remove(path) != null) {
            store(ContentHash.ABSENT, path);
        }
    }

    /// What is known of a file or folder is known of it at its new place.
    void moved(Path from, Path to) {
        for (var path : List.copyOf(files.keySet())) {
            var known = path.startsWith(from) ? files.get(path) : null;
            if (known != null) {
                put(to.resolve(from.relativize(path)).normalize(), known);
                forget(path);
            }
        }
    }

    /// @throws ToolException when the model has seen another content than this
    void requireFresh(ProjectFile seen, byte[] now) throws ToolException {
        if (files.containsKey(seen.path()) && !isCurrent(seen.path(), now)) {
            throw ToolException.failed(seen.shown() + " has changed on disk since you read it. Read it again, then "
                    + "repeat the change as it fits now.");
        }
    }

    /// @throws ToolException when this content would be lost without the model having seen it
    void requireKnown(ProjectFile seen, byte[] now) throws ToolException {
        requireFresh(seen, now);
        var known = files.get(seen.path());
        if (!byHand && (known == null || !known.isAll())) {
            throw ToolException.failed(seen.shown() + " exists, and you have not read "
                    + (known == null ? "it" : "all of it")
                    + ". Read it first, then replace it; or change a part of it with edit_file.");
        }
    }

    private boolean isCurrent(Path path, byte[] now) {
        var known = files.get(path);
        return known != null && known.hash.equals(ContentHash.of(now));
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
        if (parts.length != 2) {
            return;
        }
        var isPart = parts[0].endsWith(PART);
        var hash = isPart ? parts[0].substring(0, parts[0].length() - 1) : parts[0];
        if (hash.length() == ContentHash.LENGTH) {
            files.put(Path.of(parts[1]), new Known(hash, isPart ? 0 : Known.ALL));
        } else {
            files.remove(Path.of(parts[1]));
        }
    }

    private synchronized void store(String word, Path path) {
        if (path.toString().indexOf('\n') >= 0) {
            return;
        }
        try {
            Files.writeString(
                    file,
                    word + " " + path + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            files.remove(path); // better not known than wrongly known by the next run
        }
    }

    @Override
    public void close() {
        // everything is written down already
    }
}
