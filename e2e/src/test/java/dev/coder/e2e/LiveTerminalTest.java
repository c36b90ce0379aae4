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
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The live terminal as its user sees it.
@NeedsProgram("tmux")
class LiveTerminalTest {

    @TempDir
    private Path temp;

    private static TmuxTerminal asking(Stage stage, int columns, String... arguments) {
        var coder = Coder.in(stage.home(), stage.project().folder())
                .with(Wire.ANTHROPIC.environment(stage.provider().address()))
                .withOptions("--model", Wire.ANTHROPIC.modelName(), "--once");
        return TmuxTerminal.start(coder, columns, 24, arguments);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 120})
    void anAnswerIsShownAndTheInputStaysBelowIt(int columns) {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("# Title\n\nIt is **done**.")));
                var terminal = asking(stage, columns)) {
            terminal.await("❯").type("Do it").press("Enter").await("It is done.");
            assertThat(terminal.screen()).containsSubsequence("❯ Do it", "Title", "It is done.", "─", "❯", "ask mode");
        }
    }

    @Test
    void whatIsTypedBeforeTheAgentIsThereIsKept() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Read.")));
                var terminal = asking(stage, 80)) {
            terminal.await("❯").type("early").press("M-Enter").type("bird").press("Enter");
            terminal.await("Read.");
            assertThat(terminal.screen()).containsSubsequence("❯ early", "  bird", "Read.");
        }
    }

    @Test
    void aCommandIsAllowedWithOneKey() {
        try (var stage = Stage.of(temp, Scenario.of(Step.ask(Wish.run("touch made")), Step.say("Made.")));
                var terminal = asking(stage, 80)) {
            terminal.await("❯").type("Make it").press("Enter").await("Yes");
            assertThat(terminal.screen()).contains("touch made");
            terminal.type("y").await("Made.");
            assertThat(stage.project().folder().resolve("made")).exists();
        }
    }

    @Test
    void aRefusalCanSayWhatInstead() {
        try (var stage = Stage.of(temp, Scenario.of(Step.ask(Wish.run("touch made")), Step.say("As you like.")));
                var terminal = asking(stage, 80)) {
            terminal.await("❯").type("Make it").press("Enter").await("Yes");
            terminal.type("i").await("goes back").type("use ant").press("Enter").await("As you like.");
            assertThat(stage.project().folder().resolve("made")).doesNotExist();
            assertThat(terminal.screen()).contains("refused: use ant");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-i", "--interactive", "--trace --interactive", "--debug -i"})
    void aPromptOnTheCommandLineCanBeginAConversation(String options) {
        var coder = Stream.concat(Stream.of(options.split(" ")), Stream.of("Say something"))
                .toArray(String[]::new);
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Something."), Step.say("More.")));
                var terminal = asking(stage, 80, coder)) {
            terminal.await("Something.").type("Go on").press("Enter").await("More.");
            assertThat(terminal.everything()).containsSubsequence("❯ Say something", "Something.", "❯ Go on", "More.");
        }
    }

    @Test
    void aLongOutputUnfoldsToItsEndsAndAnExactCount() {
        var wish = Wish.run("for n in $(seq 1 3000); do echo line-$n; done");
        try (var stage = Stage.of(temp, Scenario.of(Step.ask(wish), Step.say("Counted.")));
                var terminal = asking(stage, 80, "--approval-mode", "bypass")) {
            terminal.await("bypass mode").type("Count").press("Enter").await("Counted.");
            terminal.press("C-o").await("Calls are shown in full");
            terminal.type("!seq 1 5000").press("Enter").await("  5000");
            assertThat(terminal.everything())
                    .containsSubsequence("line-30\n", "… 2,941 lines not shown", "line-2972", "line-3000")
                    .containsSubsequence("! seq 1 5000", "  30\n", "… 4,941 lines not shown", "  4972", "  5000");
        }
    }

    @Test
    void escapeCancelsAndWhatWasSaidStays() {
        var slow = new Step.Say("one two three four five six seven", 4, Duration.ofSeconds(2));
        try (var stage = Stage.of(temp, Scenario.of(slow));
                var terminal = asking(stage, 80)) {
            terminal.await("❯").type("Count").press("Enter").await("one");
            terminal.press("Escape").awaitGone("esc to interrupt");
            assertThat(terminal.everything()).contains("one").doesNotContain("seven");
        }
    }

    @Test
    void filesAndCommandsAreOffered() throws Exception {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Hm.")))) {
            Files.writeString(stage.project().folder().resolve("Recipe.txt"), "flour");
            try (var terminal = asking(stage, 80)) {
                terminal.await("ask mode").type("look at @rec").await("❯ Recipe.txt");
                terminal.press("Tab").await("look at @Recipe.txt");
                terminal.press("C-c").awaitGone("look at").type("/hel").await("❯ /help");
                terminal.press("C-c").type("Go on").press("Enter").await("Hm.");
            }
        }
    }

    @Test
    void theTerminalIsAsItWasAfterTheEnd() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Hm.")));
                var terminal = asking(stage, 80)) {
            terminal.await("ask mode").press("C-d");
            assertThat(terminal.exitCode()).isZero();
            assertThat(terminal.screen()).doesNotContain("ask mode");
        }
    }
}
