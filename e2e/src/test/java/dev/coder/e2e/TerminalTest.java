package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.harness.TmuxTerminal;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A conversation in a real terminal.
class TerminalTest {

    @TempDir
    private Path temp;

    @BeforeAll
    static void needsTmux() {
        assumeTrue(TmuxTerminal.available(), "tmux is not installed");
    }

    @Test
    void anAnswerStaysOnTheScreenAndQuitEndsIt() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Hello yourself.")));
                var terminal = TmuxTerminal.start(stage.coder(Wire.ANTHROPIC), 80, 24)) {
            terminal.await("❯").type("Hello").press("Enter").await("Hello yourself.");
            terminal.type("/quit").press("Enter");
            assertThat(terminal.exitCode()).isZero();
            assertThat(terminal.everything()).contains("Hello yourself.");
        }
    }
}
