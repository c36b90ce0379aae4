package dev.coder.tools.sandbox;

import dev.coder.plugin.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What bubblewrap is told to mount over the machine: the projects writable, and in them read-only what other programs
/// obey, and empty what nobody shall see.
final class Mounts {

    /// bwrap takes 9,000 words.
    private static final int MOST = 2_800;

    private final Confinement confinement;
    private final ProjectScan.Found found;
    private final Concealment concealment;
    private final SortedMap<Path, How> mounts = new TreeMap<>();

    private enum How {
        WRITABLE,
        READ_ONLY,
        KEPT,
        LINK,
        EMPTY_FOLDER,
        EMPTY_FILE;

        boolean isEmpty() {
            return this == EMPTY_FOLDER || this == EMPTY_FILE;
        }
    }

    /// @param environment of Coder
    Mounts(Confinement confinement, ProjectScan.Found found, Map<String, String> environment) {
        this.confinement = confinement;
        this.found = found;
        this.concealment = Concealment.of(confinement, environment);
    }

    /// Parents before children, so that the last word on a path is about that path. Empty folders are closed at the
    /// end: what is seen in them all the same has to be mounted there before.
    ///
    /// @param folder in which the command starts
    List<String> options(Path folder) {
        confinement.workspace().roots().forEach(root -> mounts.put(root, How.WRITABLE));
        found.repositories().forEach(this::open);
        found.obeyed().keySet().forEach(this::close);
        found.repositories().forEach(repository -> repository.modules().forEach(this::open));
        found.secrets().forEach(this::hide);
        concealment.links().keySet().forEach(link -> mounts.put(link, How.LINK));
        concealment.kept().forEach(path -> mounts.put(path, How.KEPT));
        concealment.hidden().stream()
                .filter(path -> !Bubblewrap.EMPTIED.contains(path.toString()))
                .forEach(this::hide);
        if (mounts.size() > MOST) {
            throw new IllegalStateException("the projects hold more than " + MOST + " protected files");
        }
        mounts.keySet().removeIf(this::isGone);
        var options = new ArrayList<String>();
        mounts.forEach((path, how) -> options.addAll(options(path, how)));
        if (isGone(folder)) {
            options.addAll(List.of("--dir", folder.toString()));
        }
        Bubblewrap.EMPTIED.stream()
                .filter(path -> isGone(Path.of(path)))
                .forEach(path -> options.addAll(List.of("--tmpfs", path)));
        mounts.forEach((path, how) ->
                options.addAll(how == How.EMPTY_FOLDER ? List.of("--remount-ro", path.toString()) : List.of()));
        return options;
    }

    /// Whether it lies in an empty folder, and is not one of the few things that are seen there.
    private boolean isGone(Path path) {
        var how = mounts.get(path);
        if (how == How.KEPT || confinement.workspace().roots().contains(path)) {
            return false;
        }
        return (how == How.LINK) != liesInEmptyFolder(path);
    }

    private boolean liesInEmptyFolder(Path path) {
        for (var above = path.getParent(); above != null; above = above.getParent()) {
            var there = mounts.get(above);
            var root = confinement.workspace().roots().contains(above);
            if (there != null && (root || there.isEmpty() || there == How.KEPT)) {
                return there.isEmpty();
            }
        }
        return false;
    }

    private List<String> options(Path path, How how) {
        var name = path.toString();
        return switch (how) {
            case WRITABLE -> List.of("--bind-try", name, name);
            case READ_ONLY -> List.of("--ro-bind", name, name);
            case KEPT -> List.of("--ro-bind-try", name, name);
            case LINK -> List.of("--symlink", String.valueOf(concealment.links().get(path)), name);
            case EMPTY_FOLDER -> List.of("--tmpfs", name);
            case EMPTY_FILE -> List.of("--ro-bind", "/dev/null", name);
        };
    }

    /// A folder that is mounted cannot be moved away.
    private void open(Repository repository) {
        mounts.put(repository.folder(), How.WRITABLE);
    }

    private void close(Path path) {
        var real = real(path);
        if (real != null && (path.equals(real) || confinement.workspace().inside(real))) {
            mounts.put(real, How.READ_ONLY);
        }
    }

    private void hide(Path path) {
        var real = real(path);
        if (real != null) {
            mounts.put(real, Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS) ? How.EMPTY_FOLDER : How.EMPTY_FILE);
        }
    }

    private static @Nullable Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return null; // a link that leads nowhere
        }
    }
}
