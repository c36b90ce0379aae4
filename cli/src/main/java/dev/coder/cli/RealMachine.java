package dev.coder.cli;

import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.policy.FilePattern;
import dev.coder.policy.Machine;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// This machine, as the judge of commands looks at it.
///
/// @param environment of this process
record RealMachine(Workspace workspace, Map<String, String> environment) implements Machine {

    private static final int MOST_MATCHES = 10_000;

    @Override
    public Path resolve(Path path) {
        try {
            return workspace.resolve(path.toString());
        } catch (ToolException e) {
            throw new IllegalArgumentException("the path leads nowhere", e);
        }
    }

    @Override
    public List<String> matches(Path folder, String pattern) {
        var names = Path.of(pattern);
        var matches = Stream.of(names.isAbsolute() ? "/" : "");
        for (var i = 0; i < names.getNameCount(); i++) {
            var name = names.getName(i).toString();
            var end = i + 1 < names.getNameCount() ? "/" : "";
            matches = matches.flatMap(prefix -> entries(folder, prefix, name)).map(path -> path + end);
        }
        var found = matches.limit(MOST_MATCHES).sorted().toList();
        if (found.size() == MOST_MATCHES) {
            throw new IllegalArgumentException(pattern + " matches very many files");
        }
        return found;
    }

    private static Stream<String> entries(Path folder, String prefix, String name) {
        if (!FilePattern.is(name)) {
            return Files.exists(folder.resolve(prefix + name)) ? Stream.of(prefix + name) : Stream.empty();
        }
        var pattern = FilePattern.of(name);
        try (var entries = Files.list(folder.resolve(prefix))) {
            return entries
                    .map(entry -> entry.getFileName().toString())
                    .filter(pattern::matches)
                    .map(entry -> prefix + entry)
                    .toList()
                    .stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.empty();
        }
    }

    @Override
    public boolean anyBelow(Path folder, boolean hidden, Predicate<Path> wanted) {
        var search = new FolderSearch(folder, hidden, wanted);
        try {
            Files.walkFileTree(folder, search);
            return search.found();
        } catch (IOException e) {
            return true;
        }
    }

    /// Whether `PATH` leads to a program that the repository chooses.
    @Override
    public boolean isForeign(String name) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> workspace.root().resolve(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .filter(program -> workspace.inside(program) || workspace.inside(Guard.real(program)))
                .isPresent();
    }

    @Override
    public boolean hasGitHelpers(Path folder) {
        return GitSettings.nameHelpers(folder);
    }
}
