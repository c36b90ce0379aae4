package dev.coder.cli.dev;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Tells when files change: in single folders, or in whole trees. A virtual thread of its own waits for it.
final class Watch implements AutoCloseable {

    private final WatchService service;
    private final Map<WatchKey, Folder> folders = new HashMap<>();

    /// @param counts which files in it are looked at
    /// @param tree   whether folders below it count, too
    private record Folder(Path path, Predicate<Path> counts, boolean tree) {}

    Watch() throws IOException {
        service = FileSystems.getDefault().newWatchService();
    }

    /// One file, which need not exist, in a folder that does.
    void file(Path file) throws IOException {
        var whole = file.toAbsolutePath().normalize();
        folder(whole.resolveSibling(""), whole::equals);
    }

    /// The files of a folder, as far as there is one.
    void folder(Path folder, Predicate<Path> counts) throws IOException {
        add(new Folder(folder, counts, false));
    }

    /// All files below a folder.
    void tree(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (var all = Files.walk(root)) {
            for (var folder : all.filter(Files::isDirectory).toList()) {
                add(new Folder(folder, _ -> true, true));
            }
        }
    }

    private void add(Folder folder) throws IOException {
        if (Files.isDirectory(folder.path())) {
            var key = folder.path()
                    .register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
            synchronized (folders) {
                folders.merge(
                        key,
                        folder,
                        (one, other) ->
                                new Folder(one.path(), one.counts().or(other.counts()), one.tree() || other.tree()));
            }
        }
    }

    /// From here on every change is told, until this is closed.
    void start(Consumer<Path> changed) {
        Thread.startVirtualThread(() -> run(changed));
    }

    private void run(Consumer<Path> changed) {
        try {
            while (true) {
                var key = service.take();
                tell(key, changed);
                key.reset();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClosedWatchServiceException e) {
            // It is over.
        }
    }

    private void tell(WatchKey key, Consumer<Path> changed) {
        Folder folder;
        synchronized (folders) {
            folder = folders.get(key);
        }
        for (var event : key.pollEvents()) {
            if (folder != null && event.context() instanceof Path name) {
                tell(folder, folder.path().resolve(name), changed);
            }
        }
    }

    private void tell(Folder folder, Path path, Consumer<Path> changed) {
        if (folder.tree() && Files.isDirectory(path)) {
            try {
                tree(path);
            } catch (IOException e) {
                // A folder that went away again.
            }
        } else if (folder.counts().test(path)) {
            changed.accept(path);
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
