package dev.coder.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.jspecify.annotations.Nullable;

/// The `.gitignore` files that hold in a folder: its own, and those of the folders above, up to the top of the
/// repository.
///
/// @param above  asked when this one has no say
/// @param folder where the rules stand, and what their patterns are relative to
record IgnoreRules(@Nullable IgnoreRules above, Path folder, IgnoreNode rules) {

    private static final IgnoreNode NONE = new IgnoreNode();

    /// The rules for a search that starts here. Who searches inside an ignored folder wants to see what is in it: then
    /// there are no rules.
    static IgnoreRules startingAt(Path folder) {
        return ignoresStart(folder) ? new IgnoreRules(null, folder, NONE) : upTo(folder);
    }

    /// Whether a folder is ignored itself, or lies in one that is.
    static boolean ignoresStart(Path folder) {
        var rules = upTo(folder);
        for (var path = folder; path != null; path = path.getParent()) {
            if (rules.ignores(path, true)) {
                return true;
            }
        }
        return false;
    }

    /// The rules one folder deeper.
    IgnoreRules in(Path child) {
        return isRepository(child) ? top(child) : own(this, child, ".gitignore");
    }

    boolean ignores(Path path, boolean isFolder) {
        for (var level = this; level != null; level = level.above) {
            if (path.startsWith(level.folder) && !path.equals(level.folder)) {
                var relative = level.folder.relativize(path).toString();
                var verdict = level.rules.checkIgnored(relative, isFolder);
                if (verdict != null) {
                    return verdict;
                }
            }
        }
        return false;
    }

    private static IgnoreRules upTo(Path folder) {
        if (isRepository(folder)) {
            return top(folder);
        }
        var parent = folder.getParent();
        return own(parent == null ? null : upTo(parent), folder, ".gitignore");
    }

    private static IgnoreRules top(Path repository) {
        return own(own(null, repository, ".git/info/exclude"), repository, ".gitignore");
    }

    private static IgnoreRules own(@Nullable IgnoreRules above, Path folder, String file) {
        var path = folder.resolve(file);
        if (!Files.isRegularFile(path)) {
            return above == null ? new IgnoreRules(null, folder, NONE) : above;
        }
        var rules = new IgnoreNode();
        try (var in = Files.newInputStream(path)) {
            rules.parse(in);
        } catch (IOException e) {
            return new IgnoreRules(above, folder, NONE);
        }
        return new IgnoreRules(above, folder, rules);
    }

    private static boolean isRepository(Path folder) {
        return Files.exists(folder.resolve(".git"));
    }
}
