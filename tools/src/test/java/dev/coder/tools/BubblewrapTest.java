package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.plugin.Sandbox;
import dev.coder.plugin.ToolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BubblewrapTest {

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() throws Exception {
        var sandbox = ServiceLoader.load(Sandbox.class).findFirst().orElseThrow();
        assumeTrue(sandbox.works(), "bubblewrap does not work on this machine");
        var below = Files.createDirectory(Path.of("target").toRealPath().resolve(folder.getFileName()));
        project = new TestProject(below);
        FileToolsTest.run("git", "init", "-q", project.root.toString());
        var secrets = Files.createDirectory(project.outside.resolve("keys"));
        Files.writeString(secrets.resolve("id"), "secret");
        project.launcher = sandbox.launcher(project.workspace, List.of(secrets));
    }

    @Test
    void letsCommandsWorkInTheProject() throws Exception {
        assertThat(project.text(
                        "run_command", "command", "echo x > new && cat new && git status --short && touch /tmp/y"))
                .isEqualTo("x\n?? new\n");
        assertThat(project.read("new")).isEqualTo("x\n");
        assertThat(Path.of("/tmp/y")).doesNotExist();
    }

    @Test
    void hidesSecretsOfTheProject() throws Exception {
        project.file(".env", "KEY=secret");
        assertThat(project.text("run_command", "command", "cat .env; ls -a"))
                .doesNotContain("secret")
                .contains(".env");
        assertThat(project.read(".env")).isEqualTo("KEY=secret");
    }

    @Test
    void hidesWhatIsSecretEvenInsideTheProject() throws Exception {
        project.file("home/.ssh/id", "secret");
        var sandbox = ServiceLoader.load(Sandbox.class).findFirst().orElseThrow();
        project.launcher = sandbox.launcher(project.workspace, List.of(project.root.resolve("home/.ssh")));
        assertThat(project.text("run_command", "command", "ls home/.ssh; echo x > home/.ssh/authorized_keys"))
                .isEqualTo("[no output]");
        assertThat(project.root.resolve("home/.ssh/authorized_keys")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo x > .git/hooks/pre-commit",
                "echo x >> .git/config",
                "git config core.pager sh",
                "mv .git .git2",
                "rm -rf .git/hooks",
                "cat ../outside/keys/id",
                "(: < /dev/tcp/127.0.0.1/22)",
                "touch /etc/x",
            })
    void stopsWhatReachesFurther(String command) {
        assertThatThrownBy(() -> project.call("run_command", "command", command))
                .isInstanceOf(ToolException.class);
        assertThat(project.root.resolve(".git/hooks")).isDirectory();
        assertThat(project.root.resolve(".git/hooks/pre-commit")).doesNotExist();
    }

    /// Below `/tmp` the command may even succeed: it has a `/tmp` of its own.
    @Test
    void changesNothingBesideTheProject() {
        var _ = catchThrowable(() -> project.call("run_command", "command", "touch ../outside/x"));
        assertThat(project.outside.resolve("x")).doesNotExist();
    }

    @Test
    void leavesNothingBehindWhenTheTimeIsUp() throws Exception {
        var failure = catchThrowableOfType(
                ToolException.class,
                () -> project.call("run_command", "command", "setsid sleep 98765 & sleep 98765", "timeout", 300));
        assertThat(failure).hasMessageContaining("stopped after 300 ms");
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").endsWith("sleep 98765")))
                .isEmpty();
    }

    @Test
    void doesNotWorkWhereThereIsNoBubblewrap() {
        assertThat(new Bubblewrap(Map.of("PATH", "/nonexistent")).works()).isFalse();
    }
}
