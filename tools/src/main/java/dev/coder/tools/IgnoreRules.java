package dev.coder.tools;

import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What git ignores in one folder: the `.gitignore` files of it and of the folders above, up to the top of the
/// repository, then the repository's own and the user's rules. What is tracked is never ignored.
final class IgnoreRules {

    private final Map<String, String> environment;
    private final @Nullable GitRepository repository;
    private final @Nullable Level levels;
    private final boolean lost;

    /// One `.gitignore`.
    ///
    /// @param above  asked when this one has no say
    /// @param folder where it stands, and what its patterns are relative to
    private record Level(@Nullable Level above, Path folder, IgnoreFile file) {}

    /// @param lost in an ignored folder: what is not tracked is ignored
    private IgnoreRules(
            Map<String, String> environment, @Nullable GitRepository repository, @Nullable Level levels, boolean lost) {
        this.environment = environment;
        this.repository = repository;
        this.levels = levels;
        this.lost = lost;
    }

    /// The rules for a search that starts here. Who searches inside an ignored folder wants to see what is in it:
    /// then
    /// only what stands below counts.
    ///
    /// @param environment names the user's home folder
    static IgnoreRules startingAt(Path folder, Map<String, String> environment) {
        return ignoresStart(folder, environment)
                ? new IgnoreRules(environment, null, null, false)
                : upTo(folder, environment);
    }

    /// Whether a folder is ignored itself, or lies in one that is.
    static boolean ignoresStart(Path folder, Map<String, String> environment) {
        return upTo(folder, environment).lost;
    }

    private static IgnoreRules upTo(Path folder, Map<String, String> environment) {
        var parent = folder.getParent();
        var above = parent == null ? new IgnoreRules(environment, null, null, false) : upTo(parent, environment);
        return above.in(folder);
    }

    /// The rules one folder deeper.
    IgnoreRules in(Path child) {
        var nested = GitRepository.at(child, environment);
        if (nested != null) {
            return new IgnoreRules(environment, nested, level(null, child, nested.ignoresCase()), false);
        }
        return lost || matches(child, true)
                ? new IgnoreRules(environment, repository, null, true)
                : new IgnoreRules(environment, repository, level(levels, child, ignoresCase()), false);
    }

    private static @Nullable Level level(@Nullable Level above, Path folder, boolean ignoreCase) {
        var file = IgnoreFile.read(folder.resolve(".gitignore"), ignoreCase, LinkOption.NOFOLLOW_LINKS);
        return file.patterns().isEmpty() ? above : new Level(above, folder, file);
    }

    private boolean ignoresCase() {
        return repository != null && repository.ignoresCase();
    }

    boolean ignores(Path path, boolean isFolder) {
        return (lost || matches(path, isFolder))
                && (repository == null || !repository.tracks(below(repository.top(), path), isFolder));
    }

    private boolean matches(Path path, boolean isFolder) {
        var name = path.getFileName() == null ? "" : bytes(path.getFileName().toString());
        for (var level = levels; level != null; level = level.above) {
            var verdict = level.file.verdict(below(level.folder, path), name, isFolder);
            if (verdict != IgnoreFile.Verdict.SILENT) {
                return verdict == IgnoreFile.Verdict.IGNORED;
            }
        }
        return repository != null
                && repository.verdict(below(repository.top(), path), name, isFolder) == IgnoreFile.Verdict.IGNORED;
    }

    private static String below(Path folder, Path path) {
        var length = folder.toString().length();
        return bytes(path.toString().substring(folder.getParent() == null ? length : length + 1));
    }

    /// With a character for each byte, as git compares.
    private static String bytes(String text) {
        return text.chars().allMatch(c -> c < 0x80)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
