package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.cli.config.Allowances;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.terminal.Streams;
import dev.coder.policy.Allowance;
import dev.coder.policy.Verb;
import dev.coder.testing.NeedsProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Settings, trust and allowances through the commands of the CLI.
class PolicySettingsTest {

    @TempDir
    private Path folder;

    private Path home = Path.of("/");
    private Path project = Path.of("/");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeFolders() throws IOException {
        home = folder.toRealPath().resolve("home");
        project = Files.createDirectories(home.resolve("proj"));
        write(project.resolve("a.txt"), "alpha");
        write(project.resolve("data/k.txt"), "kappa");
        write(home.resolve(".config/coder/config.json"), """
                {
                  "toolPolicy": "standard",
                  "blockedPaths": ["data"],
                  "allowedCommands": ["touch made"]
                }
                """);
    }

    @Test
    void showsWhatIsInForceAndWhereItStands() {
        assertThat(run("policy", "list", "--project", project.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Approval mode: edits",
                        "toolPolicy standard    (~/.config/coder/config.json:2)",
                        "deny data    (~/.config/coder/config.json:3)",
                        "allow run touch made    (~/.config/coder/config.json:4)");
    }

    @Test
    void obeysTheSettings() {
        assertThat(tool("write_file", "{\"path\":\"new.txt\",\"content\":\"x\"}"))
                .isZero();
        assertThat(tool("run_command", "{\"command\":\"touch made\"}")).isZero();
        assertThat(tool("run_command", "{\"command\":\"touch other\"}")).isEqualTo(5);
        assertThat(tool("read_file", "{\"path\":\"data/k.txt\"}")).isEqualTo(5);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("blockedPaths names data");
        assertThat(tool("run_command", "{\"command\":\"cat data/k.txt\"}")).isEqualTo(5);
        assertThat(project.resolve("made")).exists();
        assertThat(project.resolve("other")).doesNotExist();
    }

    @Test
    void lookedForInAFolderABlockedFileIsNotFound() {
        assertThat(tool("grep_search", "{\"pattern\":\"a\"}")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("a.txt").doesNotContain("kappa");
    }

    @Test
    void lowersTheSizeOfFilesAndConfirmsTools() throws IOException {
        write(
                home.resolve(".config/coder/config.json"),
                "{\"maxFileSize\": \"4B\", \"requireConfirmation\": [\"list_directory\"]}");
        assertThat(tool("read_file", "{\"path\":\"a.txt\"}")).isEqualTo(5);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("maxFileSize");
        assertThat(tool("list_directory", "{\"path\":\".\"}")).isEqualTo(5);
        write(home.resolve(".config/coder/config.json"), "{\n\"requireConfirmation\": [\"list_dir\"]}");
        assertThat(tool("list_directory", "{\"path\":\".\"}")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("config.json:2", "list_dir", "list_directory");
    }

    @Test
    void aToolThatIsNotHereIsANotice() throws IOException {
        write(home.resolve(".config/coder/config.json"), "{\n\"requireConfirmation\": [\"list_dir\", \"rm\"]}");
        assertThat(tool("list_directory", "{\"path\":\".\"}")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("config.json:2: there is no tool \"list_dir\" here")
                .doesNotContain("\"rm\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"edits", "auto", "bypass"})
    void aProgramIsAskedForInEveryMode(String mode) throws IOException {
        assumeTrue(!mode.equals("auto") || Sandboxes.working().isPresent(), "no sandbox works here");
        trusted("{\"requireConfirmation\": [\"rm\", \"sudo\"]}");
        for (var command :
                List.of("rm a.txt", "ls | xargs rm", "find . -name a.txt -exec /bin/rm {} +", "X=rm; $X a.txt")) {
            assertThat(run(command(command, mode))).as(command).isEqualTo(5);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("nobody can be asked", "config.json:1 wants a question")
                    .doesNotContain("wider --approval-mode");
        }
        assertThat(project.resolve("a.txt")).exists();
        Files.createDirectory(project.resolve("src")); // Landlock allows no new files in the top folder
        assertThat(run(command("cat a.txt > src/b.txt", mode))).isEqualTo(mode.equals("edits") ? 5 : 0);
    }

    @Test
    void aProgramOfTheUserGoesUnaskedWithAnyArguments() throws IOException {
        write(home.resolve(".config/coder/config.json"), "{\"allowedCommands\": [\"touch\", \"python3\"]}");
        assertThat(tool("run_command", "{\"command\":\"touch one two && ls\"}")).isZero();
        assertThat(tool("run_command", "{\"command\":\"touch .envrc\"}")).isEqualTo(5);
        assertThat(tool("run_command", "{\"command\":\"touch three; make\"}")).isEqualTo(5);
        assertThat(project.resolve("two")).exists();
        assertThat(project.resolve("three")).doesNotExist();
        assertThat(run("policy", "list", "--project", project.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("allow run touch *", "python3 runs any code it is given")
                .doesNotContain("touch runs");
        assertThat(run("config", "set", "allowedCommands", "git", "npm")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("npm runs any code it is given")
                .doesNotContain("git runs");
        assertThat(run("config", "set", "allowedCommands", "git", "npm test")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ask", "auto", "bypass"})
    void commandsOfAProjectNarrow(String mode) throws IOException {
        assumeTrue(!mode.equals("auto") || Sandboxes.working().isPresent(), "no sandbox works here");
        write(home.resolve(".config/coder/config.json"), "{\"allowedCommands\": [\"touch\", \"make\"]}");
        trusted("{\n\"allowedCommands\": [\"touch\", \"git\"]}");
        Files.createDirectory(project.resolve("src")); // Landlock allows no new files in the top folder
        assertThat(run(command("touch src/made", mode))).isZero();
        assertThat(run(command("cat a.txt | head -1", mode))).isZero();
        for (var command : List.of("make", "touch x && make", "cp a.txt c.txt", "echo x > c.txt")) {
            assertThat(run(command(command, mode))).as(command).isEqualTo(5);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("\"allowedCommands\" in " + project
                            + "/.coder/config.json:2 lets only touch, git change something");
        }
        assertThat(project.resolve("x")).doesNotExist();
        assertThat(project.resolve("c.txt")).doesNotExist();
        assertThat(run("policy", "explain", "touch x | make", "--project", project.toString()))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("deny  (" + project + "/.coder/config.json:2: ");
        assertThat(run("policy", "list", "--project", project.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("let only these commands change anything: git");
    }

    /// The plan's own file for teams, but for its agent.
    @Test
    @NeedsProgram("git")
    void aProjectMayNarrowAndWantQuestions() throws IOException {
        trusted("""
                { "allowedCommands": ["git", "npm", "docker"], "blockedPaths": ["/etc", "/usr", "/bin"],
                  "maxFileSize": "5MB", "requireConfirmation": ["rm", "sudo"] }
                """);
        assertThat(run(command("git --version", "bypass"))).isZero();
        assertThat(run(command("rm a.txt", "bypass"))).isEqualTo(5);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("requireConfirmation names rm", "nobody can be asked");
        assertThat(run(command("touch b.txt", "bypass"))).isEqualTo(5);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("lets only git, npm, docker change something");
        assertThat(project.resolve("a.txt")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bypass", "auto"})
    @NeedsProgram("git")
    void commandsStartThoughTheirFoldersAreBlocked(String mode) throws IOException {
        assumeTrue(!mode.equals("auto") || Sandboxes.working().isPresent(), "no sandbox works here");
        for (var blocked : List.of("[\"/etc\", \"/usr\", \"/bin\"]", "[\"/\"]", "[\"~\"]", "[\"..\"]")) {
            write(home.resolve(".config/coder/config.json"), "{\"blockedPaths\": " + blocked + "}");
            assertThat(run(command("git --version && sh -c 'echo ok' && printf x | wc -c", mode)))
                    .as(blocked + err.toString(StandardCharsets.UTF_8))
                    .isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("git version", "ok");
        }
        write(
                home.resolve(".config/coder/config.json"),
                "{\"blockedPaths\": [\"/etc\", \"/usr\", \"/bin\", \"data\"]}");
        for (var command : List.of("/bin/ls", "cat /usr/share/doc", "cat /etc/passwd", "cat data/k.txt")) {
            assertThat(run(command(command, mode))).as(command).isEqualTo(5);
        }
    }

    @Test
    void pathsAreJudgedByTheSettings() throws IOException {
        write(
                home.resolve(".config/coder/config.json"),
                "{\"blockedPaths\": [\"secret\"], \"requireConfirmation\": [\"read_file\"]}");
        trusted("{\"rules\": [{\"deny\": \"write docs\"}], \"maxFileSize\": \"3B\", \"toolPolicy\": \"standard\"}");
        write(project.resolve("secret/x"), "x");
        write(project.resolve("docs/a.md"), "x");
        assertThat(path("read", "secret/x"))
                .startsWith("deny ~/.config/coder/config.json:1: blockedPaths names secret");
        assertThat(path("list", "secret")).startsWith("deny ");
        assertThat(path("write", "docs/new.md")).startsWith("deny " + project + "/.coder/config.json:1");
        assertThat(path("delete", "docs")).startsWith("deny ");
        assertThat(path("read", "a.txt")).startsWith("deny ").contains("maxFileSize");
        assertThat(path("write", "new.md")).startsWith("allow ");
        write(home.resolve(".config/coder/config.json"), "{\"requireConfirmation\": [\"read_file\"]}");
        trusted("{\"toolPolicy\": \"strict\"}");
        assertThat(path("read", "a.txt")).startsWith("ask ~/.config/coder/config.json:1: read_file");
        assertThat(path("write", "new.md")).startsWith("ask ");
        assertThat(run("trust", project.toString(), "--revoke")).isZero();
        assertThat(path("write", "new.md")).startsWith("allow ");
    }

    @Test
    void commandsAreCheckedByTheSettings() throws IOException {
        write(
                home.resolve(".config/coder/config.json"),
                "{\"requireConfirmation\": [\"rm\"], \"allowedCommands\": [\"git\"], \"blockedPaths\": [\"secret\"]}");
        var cases = home.resolve("cases.jsonl");
        write(cases, """
                {"id": "a", "command": "rm x", "expect": "ask"}
                {"id": "b", "command": "git push", "expect": "allow"}
                {"id": "c", "command": "cat secret/x", "expect": "deny"}
                {"id": "d", "command": "make", "expect": "ask"}
                """);
        assertThat(run("policy", "check", cases.toString()))
                .as(out.toString(StandardCharsets.UTF_8))
                .isZero();
        write(cases, """
                {"id": "a", "command": "rm x", "expect": "ask"}
                {"id": "d", "command": "make", "expect": "allow"}
                """);
        assertThat(run("policy", "check", cases.toString(), "--approval-mode", "bypass"))
                .isZero();
        assertThat(run("policy", "check", cases.toString(), "--home", home.toString(), "--project", project.toString()))
                .isEqualTo(1);
        assertThat(Path.of("/home/dev/.local/state/coder")).doesNotExist();
    }

    private String path(String operation, String path) {
        assertThat(run(
                        "policy",
                        "path",
                        "--op",
                        operation,
                        "--home",
                        home.toString(),
                        "--project",
                        project.toString(),
                        path))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private void trusted(String settings) throws IOException {
        write(project.resolve(".coder/config.json"), settings);
        assertThat(run("trust", project.toString())).isZero();
    }

    private String[] command(String command, String mode) {
        return new String[] {
            "tool",
            "run",
            "run_command",
            "{\"command\":\"" + command + "\"}",
            "--project",
            project.toString(),
            "--approval-mode",
            mode
        };
    }

    @Test
    void aProjectThatTriesToLoosenOnlyTightens() throws IOException {
        write(project.resolve(".coder/config.json"), """
                { "toolPolicy": "permissive",
                  "allowedCommands": ["touch other"],
                  "rules": [{"allow": "write .git/**"}, {"deny": "write new.txt"}] }
                """);
        assertThat(run("trust", project.toString())).isZero();
        assertThat(tool("run_command", "{\"command\":\"touch other\"}")).isEqualTo(5);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("config.json:1", "config.json:3", "would loosen");
        assertThat(tool("write_file", "{\"path\":\".git/hooks/x\",\"content\":\"x\"}"))
                .isEqualTo(5);
        assertThat(tool("write_file", "{\"path\":\"new.txt\",\"content\":\"x\"}"))
                .isEqualTo(5);
        assertThat(run("trust", project.toString(), "--revoke")).isZero();
        assertThat(tool("write_file", "{\"path\":\"new.txt\",\"content\":\"x\"}"))
                .isZero();
    }

    @Test
    void trustIsBoundToTheFolderThatALinkLedTo() throws IOException {
        var link = Files.createSymbolicLink(home.resolve("link"), project);
        assertThat(run("trust", link.toString())).isZero();
        assertThat(run("trust", "--list")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo(project.toString());
        var evil = Files.createDirectories(home.resolve("evil"));
        write(evil.resolve(".coder/config.json"), "this would be an error");
        Files.delete(link);
        Files.createSymbolicLink(link, evil);
        assertThat(run("tool", "run", "read_file", "{\"path\":\"x\"}", "--project", link.toString()))
                .isNotEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("not trusted");
        assertThat(run("trust", link.toString())).isZero();
        assertThat(run("tool", "run", "read_file", "{\"path\":\"x\"}", "--project", link.toString()))
                .isEqualTo(2);
    }

    @Test
    void showsAndForgetsWhatIsAlwaysAllowed() throws Exception {
        var allowances = new Allowances(new StateFolder(home.resolve("state")), project);
        allowances.add(List.of(
                new Allowance(Verb.RUN, List.of("touch", "other"), project.toString()),
                new Allowance(Verb.WRITE, List.of(), project + "/.git/x")));
        assertThat(tool("run_command", "{\"command\":\"touch other\"}")).isZero();
        assertThat(run("policy", "list", "--project", project.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("1  run touch other in " + project, "2  write " + project + "/.git/x");
        assertThat(run("policy", "forget", "3", "--project", project.toString()))
                .isEqualTo(2);
        assertThat(run("policy", "forget", "--project", project.toString())).isEqualTo(2);
        assertThat(run("policy", "forget", "1", "--all", "--project", project.toString()))
                .isEqualTo(2);
        assertThat(run("policy", "forget", "1", "--project", project.toString()))
                .isZero();
        assertThat(tool("run_command", "{\"command\":\"touch other\"}")).isEqualTo(5);
        assertThat(allowances.all()).hasSize(1);
        assertThat(run("policy", "forget", "--all", "--project", project.toString()))
                .isZero();
        assertThat(allowances.all()).isEmpty();
    }

    @Test
    void endsWithOneSentenceWhenAFileCannotBeRead() throws IOException {
        write(home.resolve(".config/coder/config.json"), "{\n\"toolPolicy\": \"strict\"");
        for (var command : List.of(new String[] {"-p", "hi"}, new String[] {"policy", "list"})) {
            assertThat(run(command)).isEqualTo(2);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .startsWith("coder: ~/.config/coder/config.json:2: the file ends too early")
                    .hasLineCount(1);
        }
    }

    @Test
    void goesOnWhereAWordIsNotKnown() throws IOException {
        write(home.resolve(".config/coder/config.json"), """
                {"toolPolicy": "strickt", "futureKey": 1, "theme": "sepia", "blockedPaths": ["data"]}
                """);
        assertThat(run("policy", "list", "--project", project.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Approval mode: ask", "deny data");
        var said = err.toString(StandardCharsets.UTF_8);
        assertThat(said)
                .contains("\"toolPolicy\" cannot be \"strickt\"; did you mean \"strict\"?", "futureKey", "sepia");
        assertThat(tool("read_file", "{\"path\":\"data/k.txt\"}")).isEqualTo(5);
        assertThat(tool("read_file", "{\"path\":\"a.txt\"}")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(said.replace("coder: ", "").strip().split("\n"));
    }

    private int tool(String name, String parameters) {
        return run("tool", "run", name, parameters, "--project", project.toString());
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var streams = new Streams(print(out), print(err), false, false, false, false);
        var environment = Map.of(
                "HOME", home.toString(),
                "CODER_STATE_DIR", home.resolve("state").toString(),
                "PATH", "/usr/local/bin:/usr/bin:/bin");
        return CliMain.run(arguments, environment, streams);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
