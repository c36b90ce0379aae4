package dev.coder.cli.undo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks at what stands in the workspace, once. Only files that are not certainly the same as before are read; what is
/// read is kept. Used for one look.
final class TreeScan {

    static final String STAGING = ".coder-undo-";
    private static final String GIT = ".git";
    /// File systems stamp times in steps: of a jiffy mostly, of two seconds at worst.
    private static final long TIME_STEP = TimeUnit.SECONDS.toNanos(2);

    private final Roots roots;
    private final Index before;
    private final ContentStore contents;
    private final UndoLimits limits;
    private final long began = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    private final long deadline;
    private final Map<String, Known> found = new ConcurrentHashMap<>();
    private volatile boolean cancelled;

    TreeScan(Roots roots, Index before, ContentStore contents, UndoLimits limits) {
        this.roots = roots;
        this.before = before;
        this.contents = contents;
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.patience().toNanos();
    }

    /// Everything.
    Index whole() throws IOException, InterruptedException {
        look(roots.topKeys());
        return new Index(found);
    }

    /// What was found until it became too much: good to compare with, not more.
    Index soFar() {
        return new Index(Map.copyOf(found));
    }

    /// What stands under these keys, and, one by one, the folders on the way there.
    Index at(Collection<String> keys) throws IOException, InterruptedException {
        for (var key : keys) {
            for (var above = Roots.parent(key); above != null; above = Roots.parent(above)) {
                alone(above, roots.path(above));
            }
        }
        look(List.copyOf(keys));
        return new Index(found);
    }

    /// What stands under these keys, not what is below.
    Index only(Collection<String> keys) throws IOException {
        for (var key : keys) {
            if (reachable(key)) {
                alone(key, roots.path(key));
            }
        }
        return new Index(found);
    }

    /// Whether only true folders are on the way: what a link leads to is not of the workspace.
    private boolean reachable(String key) throws IOException {
        var parent = Roots.parent(key);
        return parent == null || (reachable(parent) && alone(parent, roots.path(parent)));
    }

    private void look(List<String> keys) throws IOException, InterruptedException {
        try (var pool = new ForkJoinPool(Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8))) {
            var tasks = new ArrayList<ForkJoinTask<?>>();
            for (var key : keys) {
                if (reachable(key)) {
                    tasks.add(pool.submit(new Below(key, roots.path(key))));
                }
            }
            await(tasks);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void await(List<ForkJoinTask<?>> tasks) throws InterruptedException {
        try {
            for (var task : tasks) {
                while (!task.quietlyJoin(10, TimeUnit.MILLISECONDS)) {
                    // interruption ends the wait
                }
                task.join();
            }
        } finally {
            cancelled = true;
        }
    }

    /// @return whether it is a folder
    private boolean alone(String key, Path path) throws IOException {
        try {
            var known = found.get(key);
            if (known == null) {
                known = known(key, path);
                found.put(key, known);
            }
            return known.entry() instanceof Entry.Folder;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return false;
        }
    }

    private Known known(String key, Path path) throws IOException {
        var old = before.get(key);
        var stat = stat(path);
        if (stat == null) {
            return old != null ? old : new Known(new Entry.LeftOut("may not be looked at", ""), Stat.NONE, true);
        }
        if (old != null && old.holds(stat)) {
            return old;
        }
        var racy = stat.newest() >= began - TIME_STEP;
        return new Known(entry(key, path, stat, old), stat, racy);
    }

    /// Null where even that may not be asked.
    private static @Nullable Stat stat(Path path) throws IOException {
        try {
            return Stat.of(path);
        } catch (AccessDeniedException e) {
            return null;
        }
    }

    private Entry entry(String key, Path path, Stat stat, @Nullable Known old) throws IOException {
        if (Roots.name(key).equals(GIT) && Roots.parent(key) != null) {
            return new Entry.LeftOut("git's own", "");
        }
        if (roots.excluded().contains(path)) {
            return new Entry.LeftOut("Coder's own", "");
        }
        if (stat.folder()) {
            return new Entry.Folder(stat.permissions());
        }
        if (stat.link()) {
            return new Entry.Link(RawName.of(Files.readSymbolicLink(path)));
        }
        return stat.file() ? file(path, stat, old) : new Entry.LeftOut("a socket, a pipe or a device", mark(stat));
    }

    private Entry file(Path path, Stat stat, @Nullable Known old) throws IOException {
        if (stat.size() > limits.fileSize()) {
            return new Entry.LeftOut("larger than " + (limits.fileSize() >> 20) + " MiB", mark(stat));
        }
        try (var in = Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            var content = in.readNBytes((int) limits.fileSize());
            return new Entry.File(stat.permissions(), content.length, contents.keep(content));
        } catch (AccessDeniedException e) {
            return old != null
                            && old.entry() instanceof Entry.File known
                            && old.stat().sameContent(stat)
                    ? new Entry.File(stat.permissions(), known.size(), known.content())
                    : new Entry.LeftOut("may not be read", mark(stat));
        }
    }

    private static String mark(Stat stat) {
        return stat.inode() + " " + stat.size() + " " + stat.modified() + " " + stat.mode();
    }

    private void check() throws TooLargeException {
        if (found.size() > limits.entries()) {
            throw new TooLargeException("it holds more than " + limits.entries() + " files");
        }
        if (contents.added() > limits.store()) {
            throw new TooLargeException("it holds more than " + (limits.store() >> 20) + " MiB");
        }
        if (System.nanoTime() > deadline) {
            throw new TooLargeException(
                    "it takes more than " + limits.patience().toSeconds() + " s to look through");
        }
    }

    /// One thing with all that is below it.
    private final class Below extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient String key;
        private final transient Path path;

        Below(String key, Path path) {
            this.key = key;
            this.path = path;
        }

        @Override
        protected void compute() {
            try {
                if (cancelled) {
                    return;
                }
                check();
                if (alone(key, path)) {
                    invokeAll(children());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private List<Below> children() throws IOException {
            var folders = new ArrayList<Below>();
            try (var stream = Files.newDirectoryStream(path)) {
                list(stream, folders);
            } catch (AccessDeniedException e) {
                keepWhatWasBelow();
            } catch (NoSuchFileException | NotDirectoryException e) {
                // it went while we looked
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            return folders;
        }

        private void list(DirectoryStream<Path> stream, List<Below> folders) throws IOException {
            for (var child : stream) {
                var name = RawName.of(child.getFileName());
                var childKey = key + "/" + name;
                if (!name.startsWith(STAGING) && alone(childKey, child)) {
                    folders.add(new Below(childKey, child));
                }
                if (cancelled) {
                    return;
                }
            }
            check();
        }

        /// A folder that may not be listed is taken to hold what it held.
        private void keepWhatWasBelow() {
            before.known().forEach((known, what) -> {
                if (known.startsWith(key + "/")) {
                    found.put(known, what);
                }
            });
        }
    }
}
