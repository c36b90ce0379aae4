package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.config.ConfigKey;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.config.Trust;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.terminal.Streams;
import dev.coder.protocol.ProtocolJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `coder config …`, as a user types it.
class ConfigCommandTest {

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path home = Path.of("/");
    private Path project = Path.of("/");
    private Path file = Path.of("/");
    private String out = "";
    private String err = "";

    @BeforeEach
    void makeFolders() throws IOException {
        home = Files.createDirectory(folder.toRealPath().resolve("home"));
        project = home.resolve("proj");
        Files.createDirectories(project.resolve(".coder"));
        file = home.resolve(".config/coder/config.json");
        environment.put("HOME", home.toString());
        environment.put("PATH", System.getenv("PATH"));
    }

    private int run(String... arguments) {
        var written = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        var streams = new Streams(print(written), print(complained), false, false, false, false);
        var code = CliMain.run(arguments, environment, streams);
        out = written.toString(StandardCharsets.UTF_8);
        err = complained.toString(StandardCharsets.UTF_8);
        return code;
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private void user(String json) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }

    @Test
    void listsEveryKeyWithWhoSaysSo() throws IOException, InterruptedException {
        user("{\"maxFileSize\": \"${SIZE}\",\n\"blockedPaths\": [\"a\"], \"model\": \"a/b\", \"apiKey\": \"sesame\"}");
        Files.writeString(
                project.resolve(".coder/config.json"), "{\"blockedPaths\": [\"b\", \"c\"], \"theme\": \"dark\"}");
        new Trust(new StateFolder(StateFolder.where(environment))).say(project, true);
        environment.putAll(Map.of("SIZE", "1MB", "CODER_MODEL", "c/d"));
        assertThat(run("config", "list", "--origin", "--project", project.toString()))
                .isZero();
        assertThat(out.lines())
                .hasSize(ConfigKey.values().length)
                .contains(
                        "agentUrl = (none)    (default)",
                        "sessionTimeout = 3600    (default)",
                        "maxFileSize = \"1MB\"    (~/.config/coder/config.json:1)",
                        "model = \"c/d\"    (CODER_MODEL)",
                        "apiKey = \"••••••\"    (~/.config/coder/config.json:2)",
                        "theme = \"auto\"    (default)",
                        "blockedPaths = [\"a\", \"b\", \"c\"]    (~/.config/coder/config.json:2, " + project
                                + "/.coder/config.json:1)");
        assertThat(err).contains("\"theme\" counts in your own settings only");
        assertThat(run("config", "list", "--json", "--project", project.toString()))
                .isZero();
        assertThat(ProtocolJson.readObject("{\"all\": " + out + "}")).isNotEmpty();
        assertThat(out).contains("{\"key\": \"agentUrl\", \"value\": null, \"origins\": [\"default\"]}");
    }

    @Test
    void leavesOutWhatIsNotTrusted() throws IOException {
        Files.writeString(project.resolve(".coder/config.json"), "no JSON");
        assertThat(run("config", "get", "maxFileSize", "--project", project.toString()))
                .isZero();
        assertThat(out).isEqualTo("\"10MB\"\n");
        assertThat(err).contains("not trusted");
    }

    @Test
    void goesOnWhereAFileHasMistakes() throws IOException {
        user("{\"theme\": \"drak\",\n\"network\": 1}");
        assertThat(run("config", "list")).isZero();
        assertThat(out).contains("theme = \"auto\"");
        assertThat(err).contains("config.json:1: \"theme\" cannot be", "config.json:2: \"network\" needs");
        assertThat(run("config", "set", "theme", "dark")).isZero();
        assertThat(run("config", "unset", "network")).isZero();
        assertThat(file).hasContent("{\"theme\": \"dark\"\n}");
        assertThat(run("config", "get", "theme")).isZero();
        assertThat(out).isEqualTo("\"dark\"\n");
    }

    @Test
    void setsAndUnsets() {
        assertThat(run("config", "set", "allowedCommands", "npm test", "make *"))
                .isZero();
        assertThat(out).isEqualTo("allowedCommands = [\"npm test\", \"make *\"]    (" + file + ")\n");
        assertThat(run("config", "unset", "allowedCommands")).isZero();
        assertThat(out).isEqualTo("allowedCommands is no longer in " + file + "\n");
        assertThat(run("config", "unset", "allowedCommands")).isZero();
        assertThat(out).isEqualTo("There was no allowedCommands in " + file + "\n");
        assertThat(run("config", "set", "them", "dark")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err).isEqualTo("coder: There is no key \"them\"; did you mean \"theme\"?\n");
        assertThat(run("config", "set", "--user", "--local", "theme", "dark")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("config")).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void editsACopyAndChecksIt() throws IOException {
        editor("printf '{\"theme\": \"dark\"}' > \"$1\"");
        assertThat(run("config", "edit")).isZero();
        assertThat(file).hasContent("{\"theme\": \"dark\"}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(run("config", "edit")).isZero();
        assertThat(out).isEqualTo("Nothing was changed\n");
        editor("printf '{\"theme\": \"drak\"}' > \"$1\"");
        assertThat(run("config", "edit")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err).contains("did you mean \"dark\"?", "The file stays as it was; what you wrote is in ");
        assertThat(file).hasContent("{\"theme\": \"dark\"}");
        editor("exit 1");
        assertThat(run("config", "edit")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err).contains("failed, so nothing was changed; set VISUAL or EDITOR to another");
    }

    private void editor(String script) throws IOException {
        var editor = folder.resolve("editor");
        Files.writeString(editor, "#!/bin/sh\nshift\n" + script + "\n");
        Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
        environment.put("EDITOR", editor + " --wait");
    }

    @Test
    void printsTheSchema() {
        assertThat(run("config", "schema")).isZero();
        assertThat(ProtocolJson.readObject(out)).containsKeys("$schema", "properties");
    }

    /// --local, --cloud and --agent-url, then the environment, then the settings.
    @Test
    void namesTheAgent() throws IOException {
        assertThat(run("--cloud", "hello")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err)
                .contains("--cloud needs an agent, and none is configured; name it once: ", "config set agentUrl");
        assertThat(run("--cloud", "--local", "hello")).isEqualTo(ExitCode.USAGE.number());
        user("{\"mode\": \"cloud\"}");
        assertThat(run("hello")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err).contains("\"mode\": \"cloud\" needs an agent");
        for (var options : List.of(List.of("--cloud", "hello"), List.of("hello"))) {
            user("{\"mode\": \"cloud\", \"agentUrl\": \"http://127.0.0.1:1\"}");
            assertThat(run(options.toArray(String[]::new))).isEqualTo(ExitCode.UNREACHABLE.number());
            assertThat(err).contains("http://127.0.0.1:1");
        }
        environment.put("CODER_AGENT_URL", "http://127.0.0.1:2");
        assertThat(run("hello")).isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(err).contains("http://127.0.0.1:2");
    }
}
