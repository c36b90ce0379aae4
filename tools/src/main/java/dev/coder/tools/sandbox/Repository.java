package dev.coder.tools.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/// A folder in which git keeps a repository, and the parts of it that make git run programs.
///
/// @param folder such as `.git`; resolved
/// @param key    the same wherever the folder is moved to
record Repository(Path folder, String key) {

    static final List<String> OBEYED =
            List.of("hooks", "config", "config.worktree", "commondir", "gitdir", "info", "modules");

    /// What git itself writes when it makes a repository. Nothing of it names a program.
    private static final Set<String> HARMLESS = Set.of(
            "core.repositoryformatversion",
            "core.filemode",
            "core.bare",
            "core.logallrefupdates",
            "core.ignorecase",
            "core.precomposeunicode",
            "core.symlinks",
            "remote.url",
            "remote.fetch",
            "branch.remote",
            "branch.merge",
            "user.name",
            "user.email");

    static Repository at(Path folder) {
        try {
            var attributes = Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Repository(folder, String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            return new Repository(folder, "");
        }
    }

    /// What must stay as it is, or absent.
    List<Path> obeyed() {
        var own = OBEYED.stream().map(folder::resolve);
        var parts = Stream.concat(modules().stream(), worktrees().stream());
        return Stream.concat(own, parts.flatMap(part -> part.obeyed().stream())).toList();
    }

    /// The repositories of submodules that exist.
    List<Repository> modules() {
        return below("modules");
    }

    private List<Repository> worktrees() {
        return below("worktrees");
    }

    private List<Repository> below(String name) {
        try (var entries = Files.list(folder.resolve(name))) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .filter(entry -> Files.isRegularFile(entry.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS))
                    .map(Repository::at)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /// The repository of a work tree whose files are elsewhere (`git worktree`): the file `.git` names a folder,
    /// and
    /// that folder must name the file in return, or else any file could open any folder.
    ///
    /// @return the folder that all work trees share; empty when it is none
    static List<Repository> ofWorktree(Path gitFile) {
        try {
            var own = target(gitFile, "gitdir: ");
            var back = target(own.resolve("gitdir"), "");
            var shared = target(own.resolve("commondir"), "");
            var isOne = back.equals(gitFile.toRealPath()) && own.startsWith(shared.resolve("worktrees"));
            return isOne ? List.of(at(shared)) : List.of();
        } catch (IOException | IllegalArgumentException e) {
            return List.of();
        }
    }

    private static Path target(Path file, String prefix) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > 4096) {
            throw new IOException("no pointer of git: " + file);
        }
        var line = Files.readString(file).strip();
        if (!line.startsWith(prefix)) {
            throw new IOException("no pointer of git: " + file);
        }
        return file.resolveSibling(line.substring(prefix.length())).toRealPath();
    }

    /// What the configuration names elsewhere: the folder of the hooks, and further files of settings.
    ///
    /// @param git the `.git` of the work tree
    List<Path> named(Path git) {
        try {
            var config = config();
            var hooks = Stream.of(config.getStringList("core", null, "hooksPath"))
                    .filter(path -> !path.startsWith("~"))
                    .map(git::resolveSibling);
            var conditions = config.getSubsections("includeIf").stream()
                    .flatMap(condition -> Stream.of(config.getStringList("includeIf", condition, "path")));
            var settings = Stream.concat(Stream.of(config.getStringList("include", null, "path")), conditions)
                    .filter(path -> !path.startsWith("~"))
                    .map(folder::resolve);
            return Stream.concat(hooks, settings).map(Path::normalize).toList();
        } catch (IOException | ConfigInvalidException | IllegalArgumentException e) {
            return List.of();
        }
    }

    /// Whether a repository that a command made would run nothing.
    boolean isHarmless() {
        try {
            return hooks().isEmpty() && HARMLESS.containsAll(keys(config())) && plain();
        } catch (IOException | ConfigInvalidException | IllegalArgumentException e) {
            return false;
        }
    }

    private boolean plain() {
        return Stream.of("config.worktree", "commondir", "modules", "worktrees")
                .noneMatch(name -> Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS));
    }

    private List<Path> hooks() throws IOException {
        var hooks = folder.resolve("hooks");
        if (!Files.exists(hooks, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        if (!Files.isDirectory(hooks, LinkOption.NOFOLLOW_LINKS)) {
            return List.of(hooks);
        }
        try (var entries = Files.list(hooks)) {
            return entries.filter(hook -> !hook.toString().endsWith(".sample")).toList();
        }
    }

    private Config config() throws IOException, ConfigInvalidException {
        var file = folder.resolve("config");
        var config = new Config();
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > 1_000_000) {
                throw new IOException("no configuration of git: " + file);
            }
            config.fromText(Files.readString(file));
        }
        return config;
    }

    private static Set<String> keys(Config config) {
        var keys = new ArrayList<String>();
        for (var section : config.getSections()) {
            config.getNames(section).forEach(name -> keys.add(section + "." + name));
            for (var subsection : config.getSubsections(section)) {
                config.getNames(section, subsection).forEach(name -> keys.add(section + "." + name));
            }
        }
        return keys.stream().map(key -> key.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
