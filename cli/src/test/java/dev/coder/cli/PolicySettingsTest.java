package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.config.Allowances;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.terminal.Streams;
import dev.coder.policy.Allowance;
import dev.coder.policy.Verb;
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
    void aProjectThatTriesToLoosenOnlyTightens() throws IOException {
        write(project.resolve(".coder/config.json"), """
                { "toolPolicy": "permissive",
                  "allowedCommands": ["touch other"],
                  "rules": [{"allow": "write .git/**"}, {"deny": "write new.txt"}] }
                """);
        assertThat(run("trust", project.toString())).isZero();
        assertThat(tool("run_command", "{\"command\":\"touch other\"}")).isEqualTo(5);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("config.json:1", "config.json:2", "config.json:3", "would loosen");
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
