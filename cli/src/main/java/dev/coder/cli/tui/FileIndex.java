package dev.coder.cli.tui;

import dev.coder.cli.local.ModelKeys;
import dev.coder.plugin.HardenedGit;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The names of the projects' files, without those that git ignores; read when first needed, and again when they are
/// old. Thread-safe; takes time, so never asked on the thread that draws.
final class FileIndex {

    private static final int FILES = 200_000;
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final List<String> GIT =
            List.of("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
    private static final List<String> SKIPPED = List.of(".git", "node_modules", "target", "build", ".gradle", ".venv");

    private final List<Path> roots;
    private List<String> names = List.of();
    private long readAt = System.nanoTime() - FRESH.toNanos();

    /// @param roots the projects; with more than one, names begin with that of the project's folder
    FileIndex(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /// The best matches, best first.
    List<String> find(String query, int limit) throws InterruptedException {
        var match = new FuzzyMatch(query);
        return names().stream()
                .map(name -> new Scored(name, match.score(name)))
                .filter(scored -> scored.score > 0)
                .sorted(Comparator.comparingInt((Scored scored) -> -scored.score)
                        .thenComparingInt(scored -> scored.name.length())
                        .thenComparing(Scored::name))
                .limit(limit)
                .map(Scored::name)
                .toList();
    }

    private record Scored(String name, int score) {}

    private synchronized List<String> names() throws InterruptedException {
        if (System.nanoTime() - readAt >= FRESH.toNanos()) {
            var all = new ArrayList<String>();
            for (var root : roots) {
                var prefix = roots.size() > 1 ? root.getFileName() + "/" : "";
                files(root).forEach(name -> all.add(prefix + name));
            }
            names = withFolders(all);
            readAt = System.nanoTime();
        }
        return names;
    }

    private static List<String> withFolders(List<String> files) {
        var folders = files.stream()
                .flatMap(file -> Stream.iterate(
                                file.lastIndexOf('/'), slash -> slash > 0, slash -> file.lastIndexOf('/', slash - 1))
                        .map(slash -> file.substring(0, slash + 1)))
                .distinct();
        return Stream.concat(files.stream(), folders).toList();
    }

    private static List<String> files(Path root) throws InterruptedException {
        var git = lines(root, GIT);
        if (!git.isEmpty()) {
            return git;
        }
        var rg = lines(root, List.of("rg", "--files", "--null", "--no-messages"));
        return rg.isEmpty() ? walked(root) : rg;
    }

    private static List<String> lines(Path root, List<String> command) throws InterruptedException {
        try {
            var builder = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                    .redirectError(Redirect.DISCARD);
            builder.environment().keySet().removeIf(ModelKeys::holdsKey);
            var hardened = HardenedGit.environment(builder.environment());
            builder.environment().clear();
            builder.environment().putAll(hardened);
            var process = builder.start();
            try (var output = process.getInputStream()) {
                var names = new String(output.readNBytes(FILES * 64), StandardCharsets.UTF_8).split("\0");
                return Stream.of(names)
                        .filter(name -> !name.isEmpty())
                        .limit(FILES)
                        .toList();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<String> walked(Path root) {
        var names = new ArrayList<String>();
        FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                names.add(root.relativize(file).toString());
                return names.size() < FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            Files.walkFileTree(root, visitor);
        } catch (IOException e) {
            return names;
        }
        return names;
    }
}
