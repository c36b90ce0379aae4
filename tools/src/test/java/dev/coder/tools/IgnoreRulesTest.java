package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.testing.NeedsProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares with git itself.
@Timeout(120)
@NeedsProgram("git")
class IgnoreRulesTest {

    private static final String[] NAMES = {
        "a", "b", "ab", "abc", "b.c", "a b", "a ", "#a", "!a", "a*", "[a]", "a\\b", "é", "B", "-a", "a-b", "x.log"
    };
    private static final String[] PIECES = {
        "a",
        "b",
        "c",
        "ab",
        "*",
        "*",
        "**",
        "?",
        "/",
        "/",
        "[ab]",
        "[!a]",
        "[^b]",
        "[a-c]",
        "[]a]",
        "[[:alpha:]]",
        "[[:foo:]]",
        "[a",
        "\\",
        "\\*",
        "\\ ",
        " ",
        ".",
        "#",
        "!",
        "é",
        "[é]",
        "-",
        ".log",
        "*.",
        "\\a",
        "[\\]a]",
        "[!]"
    };

    @TempDir
    Path folder;

    private Path root;
    private Map<String, String> environment;

    @BeforeEach
    void createFolders() throws IOException {
        root = Files.createDirectory(folder.toRealPath().resolve("repo"));
        var home = Files.createDirectory(folder.toRealPath().resolve("home"));
        environment = Map.of("HOME", home.toString(), "PATH", System.getenv("PATH"), "LC_ALL", "C.UTF-8");
    }

    static LongStream seeds() {
        long first = Long.getLong("coder.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("coder.runs", 30));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ignoresWhatGitIgnores(long seed) throws Exception {
        var random = new Random(seed);
        git(root, "init", "-q");
        writeTree(root, random, 3);
        writeRules(root.resolve(".gitignore"), random);
        for (var below : folders(root)) {
            if (random.nextInt(3) == 0) {
                writeRules(below.resolve(".gitignore"), random);
            }
        }
        writeRules(root.resolve(".git/info/exclude"), random);
        var global = random.nextBoolean() ? "home/.config/git/ignore" : "home/own";
        Files.createDirectories(folder.resolve(global).getParent());
        writeRules(folder.resolve(global), random);
        Files.writeString(
                folder.resolve("home/.gitconfig"), global.endsWith("own") ? "[core]\n\texcludesFile = ~/own\n" : "");
        if (random.nextBoolean()) {
            git(root, "update-index", "--index-version", random.nextBoolean() ? "4" : "2");
            for (var file : new TreeSet<>(some(files(root), random))) {
                git(root, "add", "-f", "--", file);
            }
        }
        assertThat(found(root)).isEqualTo(listedByGit(root));
    }

    @Test
    void knowsRepositoriesInRepositoriesAndWorktrees() throws Exception {
        git(root, "init", "-q");
        write("repo/.gitignore", "*.log\n");
        write("repo/x.log", "");
        write("repo/inner/x.log", "");
        write("repo/inner/y.tmp", "");
        write("repo/inner/.gitignore", "*.tmp\n");
        git(root.resolve("inner"), "init", "-q");
        assertThat(found(root)).containsExactly(".gitignore", "inner/.gitignore", "inner/x.log");

        git(root, "add", ".gitignore");
        git(root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x");
        write("repo/.git/info/exclude", "*.bak\n");
        git(root, "worktree", "add", "-q", "../tree");
        write("tree/a.bak", "");
        write("tree/a.log", "");
        write("tree/a.txt", "");
        assertThat(found(folder.toRealPath().resolve("tree"))).containsExactly(".gitignore", "a.txt");
    }

    @Test
    void foldsCaseWhereGitDoes() throws Exception {
        git(root, "init", "-q");
        git(root, "config", "core.ignoreCase", "true");
        write("repo/.gitignore", "A.Log\n[x-z]*.TMP\n/B/c\n");
        for (var name : new String[] {"a.log", "A.LOG", "Yes.tmp", "aes.tmp", "b/C", "b/d"}) {
            write("repo/" + name, "");
        }
        assertThat(found(root)).isEqualTo(listedByGit(root)).contains("aes.tmp", "b/d");
    }

    @Test
    void readsNoRulesThroughALink() throws Exception {
        git(root, "init", "-q");
        write("rules", "*.txt\n");
        write("repo/a.txt", "");
        Files.createSymbolicLink(root.resolve(".gitignore"), folder.resolve("rules"));
        assertThat(found(root)).containsExactly("a.txt");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    private static void writeTree(Path at, Random random, int depth) throws IOException {
        for (var name : some(Arrays.asList(NAMES), random)) {
            if (depth > 0 && random.nextInt(3) == 0) {
                writeTree(Files.createDirectory(at.resolve(name)), random, depth - 1);
            } else {
                Files.writeString(at.resolve(name), "");
            }
        }
    }

    private static <T> List<T> some(Iterable<T> all, Random random) {
        var some = new ArrayList<T>();
        for (var one : all) {
            if (random.nextInt(3) == 0) {
                some.add(one);
            }
        }
        return some;
    }

    private static void writeRules(Path file, Random random) throws IOException {
        var lines = new StringBuilder(random.nextInt(8) == 0 ? "\uFEFF" : "");
        for (var line = random.nextInt(6); line >= 0; line--) {
            lines.append(random.nextInt(3) == 0 ? "!" : "");
            for (var piece = random.nextInt(4); piece >= 0; piece--) {
                lines.append(PIECES[random.nextInt(PIECES.length)]);
            }
            lines.append(random.nextInt(6) == 0 ? "/" : "").append(random.nextInt(6) == 0 ? " " : "");
            lines.append(random.nextInt(10) == 0 ? "\r\n" : "\n");
        }
        Files.writeString(file, lines);
    }

    private static List<Path> folders(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            return paths.filter(Files::isDirectory)
                    .filter(path -> !path.equals(root) && !path.startsWith(root.resolve(".git")))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> files(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> !path.startsWith(root.resolve(".git")))
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private Set<String> found(Path top) throws InterruptedException {
        var found = new ConcurrentSkipListSet<String>();
        FileTree.walk(top, environment, (path, attributes) -> {
            if (attributes.isRegularFile()) {
                found.add(top.relativize(path).toString());
            }
        });
        return new TreeSet<>(found);
    }

    private Set<String> listedByGit(Path top) throws Exception {
        var output = git(top, "ls-files", "--cached", "--others", "--exclude-standard", "-z");
        return Arrays.stream(output.split("\0"))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String git(Path at, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(at.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
