package dev.coder.tools.sandbox;

import dev.coder.plugin.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private final SortedMap<Path, How> mounts = new TreeMap<>();

    private enum How {
        WRITABLE,
        READ_ONLY,
        EMPTY_FOLDER,
        EMPTY_FILE;

        List<String> options(Path path) {
            var name = path.toString();
            return switch (this) {
                case WRITABLE -> List.of("--bind-try", name, name);
                case READ_ONLY -> List.of("--ro-bind", name, name);
                case EMPTY_FOLDER -> List.of("--tmpfs", name, "--remount-ro", name);
                case EMPTY_FILE -> List.of("--ro-bind", "/dev/null", name);
            };
        }
    }

    Mounts(Confinement confinement, ProjectScan.Found found) {
        this.confinement = confinement;
        this.found = found;
    }

    /// Parents before children, so that the last word on a path is about that path.
    List<String> options() {
        confinement.workspace().roots().forEach(root -> mounts.put(root, How.WRITABLE));
        found.repositories().forEach(this::open);
        found.obeyed().keySet().forEach(this::close);
        found.repositories().forEach(repository -> repository.modules().forEach(this::open));
        found.secrets().forEach(this::hide);
        confinement.hidden().forEach(this::hide);
        if (mounts.size() > MOST) {
            throw new IllegalStateException("the projects hold more than " + MOST + " protected files");
        }
        var options = new ArrayList<String>();
        mounts.forEach((path, how) -> options.addAll(how.options(path)));
        return options;
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
