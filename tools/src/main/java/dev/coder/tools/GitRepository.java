package dev.coder.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a git repository says about the files in its working tree, as far as it is not in the tree itself. Only read:
/// nothing that the repository names is ever run.
final class GitRepository {

    private static final Path SYSTEM = Path.of("/etc/gitconfig");
    private static final String POINTER = "gitdir:";
    private static final int MAX_POINTER = 4096;

    private final Path top;
    private final Path folder;
    private final GitConfig config;
    private final IgnoreFile exclude;
    private final IgnoreFile global;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable GitIndex index;

    private GitRepository(Path top, Path folder, Map<String, String> environment) {
        this.top = top;
        this.folder = folder;
        var common = pointed(folder.resolve("commondir"), "", folder);
        var shared = common == null ? folder : common;
        var home = environment.get("HOME") == null ? null : Path.of(environment.get("HOME"));
        this.config = new GitConfig(home).read(SYSTEM);
        var settings = settings(environment, home);
        if (settings != null) {
            config.read(settings.resolve("config"));
        }
        if (home != null) {
            config.read(home.resolve(".gitconfig"));
        }
        config.read(shared.resolve("config"));
        this.exclude = IgnoreFile.read(shared.resolve("info/exclude"), ignoresCase());
        var named = config.path("core.excludesfile", top);
        var file = named != null || settings == null ? named : settings.resolve("ignore");
        this.global = file == null ? IgnoreFile.NONE : IgnoreFile.read(file, ignoresCase());
    }

    /// Null when this folder is not the top of a working tree.
    static @Nullable GitRepository at(Path top, Map<String, String> environment) {
        var git = top.resolve(".git");
        if (Files.isRegularFile(git)) {
            var folder = pointed(git, POINTER, top);
            return folder == null ? null : new GitRepository(top, folder, environment);
        }
        return Files.exists(git.resolve("HEAD")) ? new GitRepository(top, git, environment) : null;
    }

    private static @Nullable Path settings(Map<String, String> environment, @Nullable Path home) {
        var named = environment.get("XDG_CONFIG_HOME");
        if (named != null && !named.isEmpty()) {
            return Path.of(named, "git");
        }
        return home == null ? null : home.resolve(".config/git");
    }

    private static @Nullable Path pointed(Path file, String prefix, Path base) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_POINTER) {
                return null;
            }
            var text = Files.readString(file, StandardCharsets.UTF_8);
            return text.startsWith(prefix)
                    ? base.resolve(text.substring(prefix.length()).strip())
                    : null;
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    boolean ignoresCase() {
        return config.flag("core.ignorecase");
    }

    /// What holds where no `.gitignore` has a say.
    ///
    /// @param path relative to the top
    IgnoreFile.Verdict verdict(String path, String name, boolean isFolder) {
        var verdict = exclude.verdict(path, name, isFolder);
        return verdict == IgnoreFile.Verdict.SILENT ? global.verdict(path, name, isFolder) : verdict;
    }

    /// Whether a file is tracked, or a folder holds a file that is: ignored or not, it belongs to the repository.
    ///
    /// @param path relative to the top
    boolean tracks(String path, boolean isFolder) {
        return (isFolder ? index().folders() : index().files()).contains(path);
    }

    Path top() {
        return top;
    }

    /// Read when it is needed for the first time.
    private GitIndex index() {
        lock.lock();
        try {
            if (index == null) {
                var hash = "sha256".equals(config.value("extensions.objectformat")) ? 32 : 20;
                index = GitIndex.read(folder.resolve("index"), hash);
            }
            return index;
        } finally {
            lock.unlock();
        }
    }
}
