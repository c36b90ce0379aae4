package dev.coder.cli.undo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The modes of folders while their content changes: those that are closed are opened up before, and all get the mode
/// that they are to have after.
final class FolderModes {

    private static final String ALL = "rwxrwxrwx";
    private static final int PERMISSIONS = 0777;
    private static final int OPEN = 0700;

    private final Roots roots;
    private final Map<String, Integer> closed = new TreeMap<>();

    FolderModes(Roots roots) {
        this.roots = roots;
    }

    /// Whether a mode has neither set-id nor sticky bits.
    static boolean plain(int mode) {
        return (mode & ~PERMISSIONS) == 0;
    }

    static Set<PosixFilePermission> permissions(int mode) {
        var letters = new StringBuilder();
        for (var i = 0; i < ALL.length(); i++) {
            letters.append((mode & (0400 >> i)) == 0 ? '-' : ALL.charAt(i));
        }
        return PosixFilePermissions.fromString(letters.toString());
    }

    /// The folders in which something is made or removed.
    void openUp(Collection<Change> changes) throws IOException {
        var parents = new TreeSet<String>();
        for (var change : changes) {
            for (var above = Roots.parent(change.key());
                    above != null && parents.add(above);
                    above = Roots.parent(above)) {}
        }
        var real = new HashSet<String>();
        for (var parent : parents) {
            var above = Roots.parent(parent);
            if ((above == null || real.contains(above)) && openUp(parent)) {
                real.add(parent);
            }
        }
    }

    /// @param key in a true folder
    /// @return whether it is a true folder
    private boolean openUp(String key) throws IOException {
        try {
            var stat = Stat.of(roots.path(key));
            if (stat.folder() && (stat.permissions() & OPEN) != OPEN) {
                closed.put(key, stat.permissions());
                set(key, stat.permissions() | OPEN);
            }
            return stat.folder();
        } catch (NoSuchFileException e) {
            return false; // what is to be in there makes it first
        }
    }

    /// Those that were opened up, made or changed, the deepest first.
    ///
    /// @return what did not work
    Map<String, IOException> set(List<Change> changes) {
        var wanted = new TreeMap<>(closed);
        for (var change : changes) {
            switch (change.after()) {
                case Entry.Folder(var mode) -> wanted.put(change.key(), mode);
                case Entry.Absent _, Entry.File _, Entry.Link _, Entry.LeftOut _ -> wanted.remove(change.key());
            }
        }
        var failures = new LinkedHashMap<String, IOException>();
        wanted.descendingMap().forEach((key, mode) -> {
            try {
                set(key, mode);
            } catch (IOException e) {
                failures.put(key, e);
            }
        });
        return failures;
    }

    /// By handle where Java can; for the rare other bits by path, where no link is on the way.
    private void set(String key, int mode) throws IOException {
        var path = roots.path(key);
        var present = Stat.of(path);
        if (!present.folder()) {
            throw new NotDirectoryException(path.toString());
        }
        if (present.permissions() == mode) {
            return;
        }
        var parent = Roots.parent(key);
        if (parent != null && plain(mode) && plain(present.permissions()) && (present.permissions() & 0400) != 0) {
            try (var held = HeldFolder.open(roots, parent)) {
                held.setPermissions(RawName.path(Roots.name(key)), permissions(mode));
            }
        } else {
            setByPath(path, mode);
        }
    }

    private static void setByPath(Path path, int mode) throws IOException {
        if (!path.toRealPath().equals(path)) {
            throw new IOException("a link is on the way");
        }
        Files.setAttribute(path, "unix:mode", mode);
    }
}
