package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The CLI in a process of its own, because what it takes from its environment is at stake.
@Timeout(120)
class RealProcessTest {

    private static final String KEY = "sk-" + "pL4nt3d".repeat(5);
    private static final List<String> VARIABLES = List.of(
            "HOME",
            "USER",
            "LANG",
            "LC_ALL",
            "TERM",
            "TMPDIR",
            "SHELL",
            "TZ",
            "PWD",
            "JAVA_HOME",
            "MAVEN_HOME",
            "GOPATH",
            "CARGO_HOME",
            "NVM_DIR",
            "PYENV_ROOT",
            "VIRTUAL_ENV",
            "XDG_CACHE_HOME",
            "XDG_DATA_DIRS",
            "CI",
            "COLORTERM",
            "ANTHROPIC_API_KEY",
            "RIZA_API_KEY",
            "CODER_API_KEY",
            "GITHUB_TOKEN",
            "AWS_SECRET_ACCESS_KEY",
            "DB_URL",
            "SSH_AUTH_SOCK",
            "HTTPS_PROXY",
            "https_proxy",
            "GIT_ASKPASS",
            "NPM_CONFIG__AUTH",
            "LC_KEY",
            "XDG_TOKEN");

    @TempDir
    private Path folder;

    private Path project;

    record Ended(int code, String output) {}

    @BeforeEach
    void create() throws IOException {
        project = Files.createDirectory(folder.resolve("project"));
    }

    @Test
    void noVariableTakesAKeyToACommand() throws Exception {
        var environment = new TreeMap<String, String>();
        VARIABLES.forEach(name -> environment.put(name, "/opt/" + KEY));
        environment.put("PATH", "/usr/bin:/bin:/opt/" + KEY + "/bin:" + KEY);
        environment.put("HOME", folder.toString());
        environment.put("PGPASSWORD", "tulip-horse");
        environment.put("USER", "tulip-horse");
        trust();
        var ended = coder(
                environment,
                "tool",
                "run",
                "run_command",
                command("env; cat /proc/self/environ"),
                "--approval-mode",
                "bypass");
        assertThat(ended.output()).contains("PATH=/usr/bin:/bin").doesNotContain("pL4nt3d", "tulip-horse");
        assertThat(ended.code()).isZero();
    }

    @Test
    void autoModeRefusesToStartWithoutASandboxAndSaysWhatToInstall() throws Exception {
        trust();
        var ended = coder(bare("/nonexistent"), "tool", "run", "run_command", command("id"), "--approval-mode", "auto");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).contains("Auto mode needs a sandbox").contains("doctor");
    }

    @Test
    void codeIsNotRunWithoutASandboxOrAKey() throws Exception {
        var code = "{\"language\":\"python\",\"code\":\"print(1)\"}";
        var ended = coder(bare("/nonexistent"), "tool", "run", "execute_code", code);
        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).contains("install bubblewrap, or set RIZA_API_KEY");
    }

    @Test
    void autoModeTellsWhatWasTakenAway() throws Exception {
        assumeTrue(Sandboxes.working().isPresent(), "no sandbox works on this machine");
        Files.createDirectory(project.resolve("sub"));
        trust();
        var ended = coder(
                bare("/usr/bin:/bin"),
                "tool",
                "run",
                "run_command",
                command("mkdir sub/.vscode && echo x > sub/.vscode/tasks.json && touch sub/y"),
                "--approval-mode",
                "auto");
        assertThat(ended.output()).contains("[sandbox: sub/.vscode was taken away");
        assertThat(project.resolve("sub"))
                .isDirectoryContaining("glob:**/y")
                .isDirectoryNotContaining("glob:**/.vscode");
    }

    private static String command(String command) {
        return "{\"command\":\"" + command + "\"}";
    }

    private Map<String, String> bare(String path) {
        return Map.of("PATH", path, "HOME", folder.toString());
    }

    private void trust() throws Exception {
        assertThat(coder(bare("/usr/bin:/bin"), "trust").code()).isZero();
    }

    private Ended coder(Map<String, String> environment, String... arguments) throws Exception {
        var line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        line.add(CliMain.class.getName());
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("CODER_STATE_DIR", folder.resolve("state").toString());
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
