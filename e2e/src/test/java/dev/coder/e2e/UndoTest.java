package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.CoderProcess;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import dev.coder.testing.NeedsProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a turn's commands did to tracked and untracked files, modes and links is taken back byte for byte.
class UndoTest {

    private static final String PREPARE = """
            printf 'notes.txt\\n*.log\\n' > .gitignore
            printf 'not tracked\\n' > notes.txt; printf 'a\\0b' > untracked.bin; ln -s README.md link
            mkdir -p empty/deep docs; printf x > docs/tool.sh; chmod 750 docs/tool.sh; mkfifo pipe
            git -c user.name=e -c user.email=e@localhost init -q nested; printf n > nested/file
            printf latin > "$(printf 'caf\\351')"
            """;

    private static final String WRECK = """
            sed -i s/41/42/ src/Main.java; rm README.md notes.txt; mv big.txt small.txt; : > small.txt
            chmod 600 docs/tool.sh; chmod 700 docs; ln -sfn src link; rm -r empty; mkdir untracked.tmp
            rm untracked.bin; mkdir untracked.bin; echo in > untracked.bin/file; printf more >> nested/file
            rm caf*; printf new > "$(printf 'n\\377w')"; git add -A . 2>/dev/null; echo log > build.log; true
            """;

    @TempDir
    private Path temp;

    @Test
    @NeedsProgram("git")
    void makesTheTreeByteIdenticalAndRedoBringsTheTurnBack() throws Exception {
        var scenario = Scenario.of(
                Step.ask(Wish.write("src/New.java", "class New {}\n")), Step.ask(Wish.run(WRECK)), Step.say("Done."));
        try (var stage = Stage.of(temp, scenario)) {
            shell(stage, PREPARE);
            var before = tree(stage);
            var turn = stage.coder(Wire.ANTHROPIC).run("-p", "Wreck it.\nAll of it.");
            assertThat(turn.exitCode()).as(turn.stderr()).isZero();
            var after = tree(stage);
            assertThat(after).isNotEqualTo(before);

            var changes = undo(stage, "changes");
            assertThat(changes.stdout())
                    .contains(
                            "Wreck it.",
                            "diff src/Main.java",
                            "-    int answer = 41;",
                            "+    int answer = 42;",
                            "binary");
            assertThat(undo(stage, "undo").exitCode()).isEqualTo(2);
            assertThat(tree(stage)).isEqualTo(after);

            var undone = undo(stage, "undo", "--yes");
            assertThat(undone.exitCode()).as(undone.stdout() + undone.stderr()).isZero();
            assertThat(tree(stage)).isEqualTo(before);
            assertThat(undo(stage, "redo", "--yes").exitCode()).isZero();
            assertThat(tree(stage)).isEqualTo(after);
        }
    }

    @Test
    void aTurnThatWasKilledCanBeTakenBack() throws Exception {
        var scenario = Scenario.of(Step.ask(Wish.run("echo half > README.md; touch started; sleep 60")));
        try (var stage = Stage.of(temp, scenario)) {
            var before = tree(stage);
            try (var cli = stage.coder(Wire.ANTHROPIC).start("-p", "Take your time.")) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> stage.project().file("started").toFile().exists());
                var early = undo(stage, "undo", "--yes");
                assertThat(early.exitCode()).isEqualTo(7);
                assertThat(early.stderr()).contains("A turn is running in this project");
                cli.kill();
            }
            var undone = undo(stage, "undo", "--yes");
            assertThat(undone.exitCode()).as(undone.stdout() + undone.stderr()).isZero();
            assertThat(tree(stage)).isEqualTo(before);
        }
    }

    private static CoderProcess.Outcome undo(Stage stage, String... arguments) {
        return Coder.in(stage.home(), stage.project().folder()).run(arguments);
    }

    /// Names, kinds, modes, link targets and contents, as `find` and `sha256sum` tell them; without git's own.
    private static String tree(Stage stage) throws IOException, InterruptedException {
        return shell(stage, """
                find . -name .git -prune -o -printf '%p %y %m %l\\0' | LC_ALL=C sort -z
                find . -name .git -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
                """);
    }

    private static String shell(Stage stage, String script) throws IOException, InterruptedException {
        var process = new ProcessBuilder("bash", "-c", script)
                .directory(stage.project().folder().toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
