package dev.coder.tools.sandbox;

import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The commands in one sandbox, and what they left: it looks at the projects before the first of them starts, and
/// takes away what no sandbox of this machine can forbid beforehand: new files and folders that other programs would
/// obey, and links that were bent. As long as one command runs, what was there at first is all that is known: what
/// appears meanwhile may be a background process's, however many other calls have come and gone.
final class Watched implements CommandLauncher {

    private final Confinement confinement;
    private final FolderIndex index;
    private final Wrapping wrapping;
    private final Runnable cleaning;
    private final List<String> said = new ArrayList<>();
    private ProjectScan.@Nullable Found before;
    private int running;

    /// Makes a command line from what lies in the projects at this moment.
    @FunctionalInterface
    interface Wrapping {
        List<String> wrap(ProjectScan.Found found, List<String> commandLine, Path folder);
    }

    /// @param index    shared by all commands of one run of Coder
    /// @param cleaning what else is to be done when no command runs any more
    Watched(Confinement confinement, FolderIndex index, Wrapping wrapping, Runnable cleaning) {
        this.confinement = confinement;
        this.index = index;
        this.wrapping = wrapping;
        this.cleaning = cleaning;
    }

    @Override
    public synchronized List<String> wrap(List<String> commandLine, Path folder) {
        if (before != null) {
            takeAway(before);
        }
        var found = ProjectScan.of(confinement, index);
        if (before == null) {
            before = found;
        }
        var wrapped = wrapping.wrap(found, commandLine, folder);
        running++;
        return wrapped;
    }

    @Override
    public synchronized void ended() {
        running--;
        look();
    }

    @Override
    public synchronized boolean isBusy() {
        return running > 0;
    }

    @Override
    public synchronized void accept(Path path) {
        if (before != null) {
            before.accept(ProjectScan.of(confinement, index), path);
        }
    }

    @Override
    public synchronized List<String> settle() {
        look();
        var told = List.copyOf(said);
        said.clear();
        return told;
    }

    private void look() {
        if (before != null) {
            takeAway(before);
        }
        if (running == 0 && before != null) {
            before = null;
            cleaning.run();
        }
    }

    private void takeAway(ProjectScan.Found known) {
        var interrupted = Thread.interrupted(); // which would break the copying
        try {
            unwanted(known, ProjectScan.of(confinement, index)).forEach(path -> said.add(take(path)));
            known.obeyed().forEach((path, mark) -> restore(path, mark.link()));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static SortedSet<Path> unwanted(ProjectScan.Found before, ProjectScan.Found now) {
        var unwanted = new TreeSet<Path>();
        var fresh = now.repositories().stream()
                .filter(repository -> !before.knows(repository))
                .toList();
        fresh.stream()
                .filter(repository -> !repository.isHarmless())
                .map(Repository::folder)
                .forEach(unwanted::add);
        now.obeyed().forEach((path, mark) -> {
            var covered = fresh.stream().anyMatch(repository -> path.startsWith(repository.folder()));
            if (!covered && !before.knows(mark)) {
                unwanted.add(path);
            }
        });
        return unwanted;
    }

    private String take(Path path) {
        var root = confinement.workspace().roots().stream()
                .filter(path::startsWith)
                .findFirst();
        var shown = confinement.workspace().display(path);
        if (root.isEmpty()) {
            return shown + " was made by the command, and other programs obey it: look at it before you go on";
        }
        try {
            var copy = new SetAside(confinement.store().resolve("set-aside")).take(root.get(), path);
            return shown + " was taken away again, because programs outside the sandbox would obey it (a copy is in "
                    + copy + "); to make it, use the file tools: the user is asked";
        } catch (IOException e) {
            return shown + " must not be there, and could not be taken away: " + e.getMessage();
        }
    }

    /// A link cannot be held in place while commands run.
    private static void restore(Path path, @Nullable Path link) {
        try {
            if (link != null && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(path, link);
            }
        } catch (IOException e) {
            // The folder that it was in is gone.
        }
    }
}
