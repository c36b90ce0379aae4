package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.plugin.Confinement;
import dev.coder.tools.sandbox.Bubblewrap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Processes in bubblewrap that go on while other calls come and go, and what they leave then.
@Timeout(60)
class BackgroundSandboxTest {

    @TempDir
    private Path folder;

    private TestProject project;

    @BeforeEach
    void createProject() throws Exception {
        var sandbox = new Bubblewrap();
        assumeTrue(sandbox.works(), "bubblewrap does not work on this machine");
        project = new TestProject(
                Files.createDirectory(Path.of("target").toRealPath().resolve(folder.getFileName())));
        FileToolsTest.run("git", "init", "-q", project.root.toString());
        project.launcher = sandbox.launcher(new Confinement(
                project.workspace,
                List.of(),
                Set.of(".git", ".vscode", ".idea", ".envrc"),
                false,
                project.outside.resolve("store")));
    }

    private String run(String command) throws Exception {
        return project.text("run_command", "command", command);
    }

    private static final String PLANTING = "read go; mkdir -p .vscode n/.git/hooks; echo x > .vscode/tasks.json; echo"
            + " x > .envrc; echo x > n/.git/hooks/pre-commit; git init -q sub2; git -C sub2 config filter.x.clean ./x;"
            + " echo planted; read go";

    /// The call that started it has come and gone, and so have others.
    @Test
    void takesAwayWhatABackgroundProcessMakesLater() throws Exception {
        var id = startedInBackground(PLANTING);
        assertThat(run("true") + project.launcher.settle()).isEqualTo("[no output][]");
        project.call("process", "action", "write", "id", id, "input", "\n", "pattern", "planted");
        run("true");

        assertThat(String.join("\n", project.launcher.settle()))
                .contains(".vscode was taken away", ".envrc was taken away", "n/.git was taken", "sub2/.git was taken");
        assertThat(List.of(".vscode", ".envrc", "n/.git", "sub2/.git"))
                .noneMatch(name -> Files.exists(project.root.resolve(name)));
        assertThat(project.launcher.isBusy()).isTrue();
        project.call("process", "action", "stop", "id", id);
        assertThat(project.launcher.isBusy()).isFalse();
    }

    @Test
    void takesAwayWhatABackgroundProcessMadeBeforeItEnded() throws Exception {
        var id = startedInBackground(PLANTING);
        project.call("process", "action", "write", "id", id, "input", "\n\n");
        project.call("process", "action", "wait", "id", id);

        assertThat(project.root.resolve(".vscode")).doesNotExist();
        assertThat(project.launcher.settle()).hasSize(4);
        project.file(".vscode/settings.json", "the user's");
        assertThat(run("true") + project.launcher.settle()).isEqualTo("[no output][]");
        assertThat(project.read(".vscode/settings.json")).isEqualTo("the user's");
    }

    @Test
    void knowsWhatTheFileToolsWriteWhileABackgroundProcessRuns() throws Exception {
        var id = startedInBackground("read go");
        project.file(".vscode/settings.json", "allowed");
        project.launcher.accept(project.root.resolve(".vscode/settings.json"));
        project.file(".idea/x", "not known");

        assertThat(project.launcher.settle()).singleElement().asString().startsWith(".idea was taken away");
        assertThat(project.read(".vscode/settings.json")).isEqualTo("allowed");
        project.call("process", "action", "stop", "id", id);
    }

    /// Whatever a tool was allowed to write: only that name is its own.
    @Test
    void takesNothingForKnownThatLiesBelowWhatWasWritten() throws Exception {
        var id = startedLater(
                "read go; mkdir -p src/.vscode src/r/.git/hooks; echo x > src/r/.git/hooks/pre-commit; echo planted;"
                        + " read go");
        project.launcher.accept(project.root.resolve("src"));
        run("true");

        assertThat(project.root.resolve("src/.vscode")).doesNotExist();
        assertThat(project.root.resolve("src/r/.git")).doesNotExist();
        project.call("process", "action", "stop", "id", id);
    }

    private String startedLater(String command) throws Exception {
        var id = startedInBackground(command);
        project.call("process", "action", "write", "id", id, "input", "\n", "pattern", "planted");
        return id;
    }

    private String startedInBackground(String command) throws Exception {
        var said = project.text("process", "action", "start", "command", command);
        assertThat(project.launcher.settle()).isEmpty();
        return said.substring(0, said.indexOf(' '));
    }
}
