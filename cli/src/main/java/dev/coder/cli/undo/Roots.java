package dev.coder.cli.undo;

import dev.coder.plugin.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The folders that are watched over: the workspace's projects, without those that lie in another. What lies in them is
/// named by a key: the number of its root, then its path in there, byte by byte: `0/src/Main.java`.
///
/// @param tops     absolute and resolved
/// @param excluded absolute and resolved: Coder's own folders, which are passed over
record Roots(List<Path> tops, Set<Path> excluded) {

    Roots {
        tops = List.copyOf(tops);
        excluded = Set.copyOf(excluded);
    }

    static Roots of(Workspace workspace, Set<Path> excluded) {
        var roots = workspace.roots().stream().distinct().toList();
        return new Roots(
                roots.stream()
                        .filter(root ->
                                roots.stream().noneMatch(other -> !other.equals(root) && root.startsWith(other)))
                        .toList(),
                excluded);
    }

    List<String> topKeys() {
        var keys = new ArrayList<String>();
        for (var i = 0; i < tops.size(); i++) {
            keys.add(Integer.toString(i));
        }
        return keys;
    }

    /// Null when it lies in none of them.
    @Nullable
    String key(Path absolute) {
        for (var i = 0; i < tops.size(); i++) {
            var top = tops.get(i);
            if (absolute.equals(top)) {
                return Integer.toString(i);
            }
            if (absolute.startsWith(top)) {
                return i + "/" + RawName.of(top.relativize(absolute));
            }
        }
        return null;
    }

    Path path(String key) {
        var slash = key.indexOf('/');
        var top = top(key);
        return slash < 0 ? top : top.resolve(RawName.path(key.substring(slash + 1)));
    }

    Path top(String key) {
        var slash = key.indexOf('/');
        return tops.get(Integer.parseInt(slash < 0 ? key : key.substring(0, slash)));
    }

    /// Null for a root.
    static @Nullable String parent(String key) {
        var slash = key.lastIndexOf('/');
        return slash < 0 ? null : key.substring(0, slash);
    }

    static String name(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    static int depth(String key) {
        return (int) key.chars().filter(c -> c == '/').count();
    }

    /// For people: relative to the root where there is but one.
    String shown(String key) {
        var slash = key.indexOf('/');
        var inside = slash < 0 ? "." : RawName.shown(key.substring(slash + 1));
        return tops.size() == 1 ? inside : top(key).getFileName() + "/" + inside;
    }

    /// Whether the whole of them can be watched over at all: not the root of all files, nor a home folder or what
    /// is
    /// above it.
    boolean tooWide(Path home) {
        return tops.stream().anyMatch(top -> top.getParent() == null || home.startsWith(top));
    }

    @Override
    public String toString() {
        return tops.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
