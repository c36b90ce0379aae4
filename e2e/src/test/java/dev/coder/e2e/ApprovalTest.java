package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.harness.TmuxTerminal;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import dev.coder.testing.NeedsProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is approved on a real terminal is what was to be seen there.
@NeedsProgram("tmux")
class ApprovalTest {

    private static final String HIDING = "y = 2\rindex = 3\r  z = 4";

    @TempDir
    private Path temp;

    private static TmuxTerminal asking(Stage stage, int columns, int rows, String mode) {
        var coder = Coder.in(stage.home(), stage.project().folder())
                .with(Wire.ANTHROPIC.environment(stage.provider().address()))
                .withOptions("--model", Wire.ANTHROPIC.modelName(), "--once", "--approval-mode", mode);
        return TmuxTerminal.start(coder, columns, rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ask", "edits"})
    void aCarriageReturnHidesNothing(String mode) throws Exception {
        var scenario = Scenario.of(
                Step.ask(Wish.read("a.py")), Step.ask(Wish.edit("a.py", "y = 1", HIDING)), Step.say("Edited."));
        try (var stage = Stage.of(temp, scenario)) {
            stage.project().write("a.py", "x = 1\ny = 1\n");
            try (var terminal = asking(stage, 100, 30, mode)) {
                terminal.await("❯").type("Edit it").press("Enter");
                if (mode.equals("ask")) {
                    terminal.await("y Yes")
                            .await("+ y = 2<U+000D>index = 3<U+000D>  z = 4")
                            .type("y");
                }
                terminal.await("Edited.");
                assertThat(terminal.everything()).contains("+ y = 2<U+000D>index = 3<U+000D>  z = 4");
                assertThat(Files.readString(stage.project().folder().resolve("a.py")))
                        .isEqualTo("x = 1\n" + HIDING + "\n");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"100,12", "80,24", "40,30", "20,8"})
    void theQuestionStaysOnTheScreen(int columns, int rows) {
        var parts = IntStream.range(0, 60).mapToObj(i -> "touch m" + i).collect(Collectors.joining(" && "));
        try (var stage = Stage.of(temp, Scenario.of(Step.ask(Wish.run(parts)), Step.say("Made.")));
                var terminal = asking(stage, columns, rows, "ask")) {
            terminal.await("❯").type("Do it").press("Enter").await("y Yes").await("n No");
            assertThat(terminal.screen()).contains("? $ touch m0");
            terminal.press("Enter").await("above");
            assertThat(terminal.screen()).contains("? $ touch m0").contains("y Yes");
            assertThat(stage.project().folder().resolve("m0")).doesNotExist();
            terminal.type("y").await("Made.");
            assertThat(stage.project().folder().resolve("m59")).exists();
        }
    }

    @Test
    void aTerminalWithoutRoomForItTakesNoForAnAnswerOnly() {
        try (var stage = Stage.of(temp, Scenario.of(Step.ask(Wish.run("touch made")), Step.say("Well.")));
                var terminal = asking(stage, 60, 20, "ask")) {
            terminal.await("❯").type("Do it").press("Enter").await("y Yes");
            terminal.resize(60, 3)
                    .await("larger")
                    .type("y")
                    .press("Enter")
                    .type("a")
                    .press("Escape");
            terminal.resize(60, 20).await("Well.");
            assertThat(stage.project().folder().resolve("made")).doesNotExist();
        }
    }
}
