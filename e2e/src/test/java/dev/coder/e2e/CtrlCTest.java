package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.PtyTerminal;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.harness.TmuxTerminal;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import dev.coder.testing.NeedsProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One Ctrl-C does one thing. After each: does Coder still live, and is the next prompt answered?
@NeedsProgram("tmux")
class CtrlCTest {

    private static final String CTRL_C = "\u0003";
    private static final String QUITS = "Ctrl-C again quits";
    private static final Step SLOW = new Step.Say("one two three four", 4, Duration.ofSeconds(2));

    @TempDir
    private Path temp;

    private static Coder coder(Stage stage) {
        return Coder.in(stage.home(), stage.project().folder())
                .with(Wire.ANTHROPIC.environment(stage.provider().address()))
                .withOptions("--model", Wire.ANTHROPIC.modelName(), "--once");
    }

    private static TmuxTerminal tmux(Stage stage) {
        return TmuxTerminal.start(coder(stage), 80, 24).await("ask mode");
    }

    private static PtyTerminal pty(Stage stage, String terminal) {
        assumeTrue(PtyTerminal.available(), "script (util-linux) is not installed");
        return PtyTerminal.start(coder(stage).with(Map.of("TERM", terminal)));
    }

    private static void assertAnswers(TmuxTerminal terminal, String answer) {
        terminal.type("Go on").press("Enter").await(answer);
    }

    @Test
    void clearsWhatIsTyped() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Read.")));
                var terminal = tmux(stage)) {
            terminal.type("abc").await("❯ abc").press("C-c").awaitGone("❯ abc");
            assertThat(terminal.screen()).doesNotContain("Not sent", QUITS);
            terminal.press("Up").await("❯ abc").press("C-c").awaitGone("❯ abc");
            assertAnswers(terminal, "Read.");
        }
    }

    @Test
    void quitsAfterAWarning() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Read.")));
                var terminal = tmux(stage)) {
            terminal.press("C-c").await(QUITS).press("C-c");
            assertThat(terminal.exitCode()).isZero();
        }
    }

    @Test
    void warnsAnewAfterAnyOtherKey() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Read.")));
                var terminal = tmux(stage)) {
            terminal.press("C-c").await(QUITS).type("x").awaitGone(QUITS);
            terminal.press("C-c").awaitGone("❯ x").press("C-c").await(QUITS);
            assertAnswers(terminal, "Read.");
            terminal.press("C-c").await(QUITS).press("C-c");
            assertThat(terminal.exitCode()).isZero();
        }
    }

    @Test
    void quitsWhenPressedTwiceAtOnce() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Read.")));
                var terminal = tmux(stage)) {
            terminal.press("C-c", "C-c");
            assertThat(terminal.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"C-c,1", "C-c,2", "Escape,1", "Escape,2"})
    void cancelsAnAnswerAndWhatWasSaidStaysOnce(String key, int times) {
        try (var stage = Stage.of(temp, Scenario.of(SLOW));
                var terminal = tmux(stage)) {
            terminal.type("Count").press("Enter").await("one");
            press(terminal, key, times);
            terminal.await("Cancelled").awaitGone("esc to interrupt");
            assertAnswers(terminal, "four"); // what was cancelled was no reply, so the script repeats it
            assertThat(terminal.everything())
                    .containsOnlyOnce("❯ Count")
                    .containsOnlyOnce("Cancelled")
                    .containsOnlyOnce("four")
                    .containsSubsequence("❯ Count", "one", "Cancelled", "❯ Go on", "one two three four");
        }
    }

    @ParameterizedTest
    @CsvSource({"C-c,1", "C-c,2", "Escape,1", "Escape,2"})
    void cancelsACommandAndSaysThatItRan(String key, int times) {
        var wish = Wish.run("touch started; sleep 60; touch finished");
        try (var stage = Stage.of(temp, Scenario.of(Step.ask(wish), Step.say("Read.")));
                var terminal = tmux(stage)) {
            terminal.type("Wait").press("Enter").await("Yes").type("y");
            terminal.await(
                    "the start of the command",
                    _ -> stage.project().file("started").toFile().exists());
            press(terminal, key, times);
            terminal.await("Cancelled").awaitGone("esc to interrupt");
            assertAnswers(terminal, "Read.");
            assertThat(terminal.everything())
                    .containsOnlyOnce("❯ Wait")
                    .containsOnlyOnce("✗")
                    .containsSubsequence("❯ Wait", "✗", "touch started", "Cancelled", "❯ Go on", "Read.");
            assertThat(stage.project().file("finished")).doesNotExist();
        }
    }

    private static void press(TmuxTerminal terminal, String key, int times) {
        for (var time = 0; time < times; time++) {
            terminal.press(key);
        }
    }

    @Test
    void cancelsACommandOfTheUsersOwn() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Read.")));
                var terminal = tmux(stage)) {
            terminal.type("!echo begun; sleep 60").press("Enter").await("│ begun");
            terminal.press("C-c").await("Cancelled");
            assertAnswers(terminal, "Read.");
            assertThat(terminal.everything()).containsSubsequence("✗ ! echo begun; sleep 60", "│ begun", "Cancelled");
        }
    }

    @Test
    void saysNoInADialogAndNothingElse() {
        try (var stage = Stage.of(
                        temp, Scenario.of(Step.ask(Wish.run("touch made")), Step.say("So not."), Step.say("Read.")));
                var terminal = tmux(stage)) {
            terminal.type("Make it").press("Enter").await("Yes").press("C-c").await("So not.");
            assertAnswers(terminal, "Read.");
            assertThat(stage.project().file("made")).doesNotExist();
        }
    }

    @Test
    void closesAListAndNothingElse() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Read.")));
                var terminal = tmux(stage)) {
            terminal.type("/mode").press("Enter").await("How much may go unasked?");
            terminal.press("C-c").awaitGone("How much may go unasked? (").awaitGone("Esc does not");
            terminal.press("C-r")
                    .await("Search what you have typed")
                    .press("C-c")
                    .awaitGone("Search what");
            assertAnswers(terminal, "Read.");
        }
    }

    @Test
    void isNotTakenForAnotherWhileCoderStarts() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Read.")));
                var terminal = TmuxTerminal.start(coder(stage), 80, 24)) {
            terminal.await("❯").press("C-c").await("ask mode");
            assertAnswers(terminal, "Read.");
        }
    }

    @Test
    void inTheEditorIsTheEditorsOwn() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Read.")));
                var terminal = TmuxTerminal.start(
                        coder(stage).with(Map.of("EDITOR", "sh -c 'echo editing; sleep 60'")), 80, 24)) {
            terminal.await("ask mode")
                    .press("C-g")
                    .await("editing")
                    .press("C-c")
                    .await("ask mode");
            assertAnswers(terminal, "Read.");
        }
    }

    @Test
    void onABareTerminalTooClearsWarnsAndQuits() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Read.")));
                var terminal = pty(stage, "xterm-256color")) {
            terminal.await("ask mode").send("abc").await("abc").send(CTRL_C).await("Up brings it back");
            terminal.send("Go on\r").await("Read.");
            terminal.send(CTRL_C).await(QUITS).send(CTRL_C);
            assertThat(terminal.exitCode()).isZero();
            assertThat(terminal.output()).doesNotContain("Not sent");
        }
    }

    @Test
    void lineByLineClearsWarnsAndQuits() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Read."), Step.say("Read again.")));
                var terminal = pty(stage, "dumb")) {
            terminal.await("Type what to do")
                    .send("abc")
                    .await("abc")
                    .send(CTRL_C)
                    .await("> ");
            terminal.send("Go on\r").await("Read.").await("\n> ");
            terminal.send(CTRL_C)
                    .await(QUITS)
                    .send("Once more\r")
                    .await("Read again.")
                    .await("\n> ");
            terminal.send(CTRL_C).await(QUITS).send(CTRL_C);
            assertThat(terminal.exitCode()).isZero();
        }
    }

    @Test
    void lineByLineCancelsTheTurn() {
        try (var stage = Stage.of(temp, Scenario.of(SLOW));
                var terminal = pty(stage, "dumb")) {
            terminal.await("Type what to do").send("Count\r").await("one");
            terminal.send(CTRL_C).await("Cancelled").await("> ").send("Go on\r").await("four");
        }
    }
}
