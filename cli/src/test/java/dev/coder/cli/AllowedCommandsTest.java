package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.cli.execute.ChildEnvironment;
import dev.coder.cli.execute.UnaskedEnvironment;
import dev.coder.plugin.Workspace;
import dev.coder.policy.CommandJudge;
import dev.coder.policy.CommandRules;
import dev.coder.policy.Decision;
import dev.coder.policy.Places;
import dev.coder.testing.NeedsProgram;
import io.avaje.json.mapper.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random commands, most of them bad ones. What the judge allows is run for real, in a sandbox that only holds in what
/// must not get out; then the disk is compared, and what was printed is searched for what lies outside the project.
@NeedsProgram({"bwrap", "git"})
class AllowedCommandsTest {

    private static final int COMMANDS = 1500;
    private static final String OUTSIDE = "canary-from-outside";

    /// What is put together at random.
    private static final List<String> PIECES = List.of(
            "ls",
            "cat",
            "head",
            "tail",
            "wc",
            "grep",
            "rg",
            "find",
            "sed",
            "sort",
            "uniq",
            "cut",
            "tr",
            "nl",
            "diff",
            "du",
            "stat",
            "file",
            "basename",
            "date",
            "tree",
            "xxd",
            "od",
            "comm",
            "paste",
            "column",
            "jq",
            "cmp",
            "cd",
            "git status",
            "git log",
            "git diff",
            "git show",
            "git branch",
            "git tag",
            "git config",
            "git grep",
            "git",
            "git remote",
            "git stash",
            "git reflog",
            "echo",
            "printf",
            "test",
            "[",
            "]",
            "true",
            "env",
            "xargs",
            "tee",
            "rm",
            "touch",
            "cp",
            "awk",
            "sh -c",
            "a.txt",
            "b.txt",
            "src",
            "src/c.txt",
            "src/*.txt",
            "*",
            "*.txt",
            "..",
            "../outside/file.txt",
            "../..",
            "link",
            "link/file.txt",
            "sub/../..",
            ".",
            "/",
            "~",
            "/etc/passwd",
            "-o",
            "-n",
            "-r",
            "-l",
            "-la",
            "-1",
            "-i",
            "-e",
            "-f",
            "-c",
            "-s",
            "-p",
            "-D",
            "-m",
            "-w",
            "-x",
            "-exec",
            "-delete",
            "-name",
            "-type f",
            "-print",
            "--output=x",
            "--output",
            "--follow",
            "-L",
            "-R",
            "--pre cat",
            "-fprint x",
            "'p'",
            "'1,3p'",
            "'s/a/b/'",
            "'s/a/b/w x'",
            "'w x'",
            "'e touch x'",
            "\"a b\"",
            "'a'",
            "x",
            "HEAD",
            "HEAD~1",
            "HEAD:a.txt",
            "main",
            "-d",
            "-a",
            "--",
            "-",
            "&&",
            "||",
            ";",
            "|",
            "\n",
            "&",
            ">",
            ">>",
            "<",
            "2>/dev/null",
            ">/dev/null",
            "2>&1",
            "> x",
            "$(touch x)",
            "`touch x`",
            "<(ls)",
            "$HOME",
            "{a,b}",
            "\\",
            "'",
            "\"",
            "#",
            "!",
            "(",
            ")",
            "{}",
            "\\;",
            "+",
            "=",
            "a=b",
            "--all",
            "--count",
            "-z",
            "-t x");

    @TempDir
    private Path folder;

    private Path home = Path.of("");
    private Path project = Path.of("");

    static LongStream seeds() {
        var first = Long.getLong("coder.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("coder.runs", 1));
    }

    @BeforeEach
    void makeProject() throws Exception {
        home = folder.toRealPath().resolve("home");
        project = Files.createDirectories(home.resolve("project/src/sub"))
                .resolve("../..")
                .normalize();
        Files.createDirectories(home.resolve(".ssh"));
        Files.createDirectories(home.resolve("outside"));
        Files.writeString(home.resolve("outside/file.txt"), OUTSIDE);
        Files.writeString(home.resolve(".ssh/id_rsa"), OUTSIDE);
        Files.writeString(project.resolve(".env"), "A=" + OUTSIDE);
        Files.createSymbolicLink(project.resolve("link"), home.resolve("outside"));
        Files.createSymbolicLink(project.resolve("src/secret.txt"), home.resolve("outside/file.txt"));
        for (var name : List.of("a.txt", "b.txt", "README.md", "src/c.txt", "src/index.ts", "-o x", "--output=x")) {
            Files.writeString(project.resolve(name), "a\nb\nimport a\n");
        }
        assertThat(
                        bash(
                                List.of(),
                                "git init -q -b main . && git config user.email a@b.c && git config user.name a"
                                        + " && echo .env > .gitignore && git add . && git commit -qm a && echo d > a.txt && git commit -qam b"))
                .isEmpty();
        assumeTrue(bubblewrapWorks(), "bubblewrap does not work here");
    }

    private boolean bubblewrapWorks() throws InterruptedException {
        try {
            return bash(sandbox(), "echo works").equals("works\n");
        } catch (IOException e) {
            return false; // there is none
        }
    }

    @ParameterizedTest(name = "-Dcoder.seed={0} -Dcoder.runs=1")
    @MethodSource("seeds")
    void changeNothingAndPrintNothingFromOutside(long seed) throws Exception {
        var random = new Random(seed);
        var known = known();
        var allowed = 0;
        var before = disk();
        for (var i = 0; i < COMMANDS; i++) {
            var command = i % 2 == 0 ? composed(random) : mutated(random, known);
            if (judge(command) instanceof Decision.Allow) {
                allowed++;
                assertThat(bash(sandbox(), command)).as(command).doesNotContain(OUTSIDE);
                assertThat(disk()).as(command).isEqualTo(before);
            }
        }
        assertThat(allowed).isGreaterThan(COMMANDS / 50);
    }

    private static String composed(Random random) {
        var words = new ArrayList<String>();
        for (var i = random.nextInt(1, 7); i > 0; i--) {
            words.add(PIECES.get(random.nextInt(PIECES.size())));
        }
        return String.join(random.nextInt(20) == 0 ? "" : " ", words);
    }

    /// A known command with words taken away, put in, or taken from another one.
    private static String mutated(Random random, List<String> known) {
        var words = new ArrayList<>(List.of(any(random, known).split(" ")));
        for (var i = random.nextInt(3); i >= 0; i--) {
            var at = random.nextInt(words.size() + 1);
            switch (random.nextInt(4)) {
                case 0 -> words.add(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> words.add(at, any(random, List.of(any(random, known).split(" "))));
                case 2 -> words.addAll(List.of(any(random, List.of("&&", "|", ";", "||")), any(random, known)));
                default -> words.remove(Math.min(at, words.size() - 1));
            }
            if (words.isEmpty()) {
                words.add("ls");
            }
        }
        return String.join(" ", words);
    }

    private static String any(Random random, List<String> all) {
        return all.isEmpty() ? "ls" : all.get(random.nextInt(all.size()));
    }

    private List<String> known() throws IOException {
        var json = JsonMapper.builder().build();
        var cases = Path.of("../policy/src/test/resources/dev/coder/policy/more-policy-cases.jsonl");
        return Files.readAllLines(cases).stream()
                .map(line -> String.valueOf(json.fromJsonObject(line).get("command")))
                .map(command -> command.replace("/home/dev/proj", project.toString()))
                .toList();
    }

    private Decision judge(String command) {
        var workspace = new Workspace(List.of(project));
        var places = new Places(workspace, home, List.of());
        return new CommandJudge(places, new RealMachine(workspace, environment()), CommandRules.NONE)
                .judge(command, project)
                .decision();
    }

    /// All files with their content, kind, rights and times.
    private Map<String, String> disk() throws IOException {
        var files = new TreeMap<String, String>();
        try (var all = Files.walk(home)) {
            for (var path : all.toList()) {
                var attributes = Files.readAttributes(path, "posix:*", LinkOption.NOFOLLOW_LINKS);
                var content = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        ? new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                        : "";
                files.put(
                        path.toString(),
                        attributes.get("lastModifiedTime") + " " + attributes.get("permissions") + " " + content);
            }
        }
        return files;
    }

    private List<String> sandbox() {
        return List.of(
                "bwrap",
                "--ro-bind",
                "/",
                "/",
                "--dev",
                "/dev",
                "--proc",
                "/proc",
                "--bind",
                home.toString(),
                home.toString(),
                "--unshare-all",
                "--die-with-parent",
                "--new-session",
                "--");
    }

    private Map<String, String> environment() {
        return Map.of("PATH", "/usr/bin:/bin", "HOME", home.toString());
    }

    private String bash(List<String> launcher, String command) throws IOException, InterruptedException {
        var line = new ArrayList<>(launcher);
        line.addAll(List.of("bash", "-c", command));
        var output = Files.createTempFile(folder, "output", "");
        var builder = new ProcessBuilder(line)
                .directory(project.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(UnaskedEnvironment.of(ChildEnvironment.of(environment())));
        var process = builder.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(command).isTrue();
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }
}
