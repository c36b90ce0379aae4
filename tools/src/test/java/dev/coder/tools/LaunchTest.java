package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Confinement;
import dev.coder.plugin.ToolException;
import dev.coder.tools.sandbox.Bubblewrap;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A sandbox that fails, and commands that only look like it.
@Timeout(60)
class LaunchTest {

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() {
        project = new TestProject(folder);
    }

    private static CommandLauncher through(String... words) {
        return (line, _) -> Stream.concat(Stream.of(words), line.stream()).toList();
    }

    private ToolException failure(String tool, Object... parameters) {
        return catchThrowableOfType(ToolException.class, () -> project.call(tool, parameters));
    }

    @Test
    void aSandboxThatCannotStartIsNotTheCommandsOutput() {
        assumeTrue(new Bubblewrap().works(), "bubblewrap does not work on this machine");
        project.launcher = through("bwrap", "--ro-bind", "/", "/", "--dir", "/usr/bin/x/y", "--");
        var failure = failure("run_command", "command", "echo ran");
        assertThat(failure.getMessage())
                .startsWith("the sandbox could not be started, so the command did not run (bwrap: ")
                .contains("coder doctor", "--approval-mode edits");
        assertThat(failure.toResult("c").result()).isNull();
        assertThat(project.screen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"echo 'no namespaces' >&2; exit 3", "exit 1", "kill -9 $$", "echo out; echo bad >&2; exit 0"})
    void whateverItsCodeAndItsWords(String sandbox) {
        project.launcher = through("bash", "-c", sandbox, "sandbox");
        assertThat(failure("run_command", "command", "echo ran").getMessage())
                .startsWith("the sandbox could not be started");
        assertThat(failure("process", "action", "start", "command", "sleep 60").getMessage())
                .startsWith("the sandbox could not be started");
    }

    @Test
    void whatACommandSaysIsItsOwn() throws Exception {
        assumeTrue(new Bubblewrap().works(), "bubblewrap does not work on this machine");
        project.launcher = new Bubblewrap()
                .launcher(new Confinement(
                        project.workspace, List.of(), Set.of(), false, project.outside.resolve("store")));
        var failure = failure("run_command", "command", "echo \"bwrap: Can't mkdir /usr\" >&2; exit 1");
        assertThat(failure.getMessage()).isEqualTo("exit code 1");
        assertThat(String.valueOf(failure.toResult("c").result())).contains("bwrap: Can't mkdir /usr");
        assertThat(project.text("run_command", "command", "echo a; echo b >&2; echo c; ls /proc/self/fd"))
                .isEqualTo("a\nb\nc\n0\n1\n2\n3\n");
        assertThat(project.text("process", "action", "start", "command", "echo a; echo b >&2"))
                .endsWith("a\nb\n");
    }

    @Test
    void aConfinementThatCannotBeMadeIsSaid() {
        project.launcher = (_, _) -> {
            throw new IllegalStateException("there is no bwrap outside the project");
        };
        assertThat(failure("run_command", "command", "echo ran").getMessage())
                .contains("the sandbox could not be started", "there is no bwrap outside the project");
    }
}
