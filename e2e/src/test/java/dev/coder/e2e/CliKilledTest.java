package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.LocalAgents;
import dev.coder.e2e.harness.Seed;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Wire;
import dev.coder.protocol.AgentEvent.TurnCompleted;
import dev.coder.protocol.AgentEvent.TurnStarted;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/// The CLI is killed with `kill -9` at a random moment; `coder --continue` brings the turn to its end. No command runs
/// twice, and at most the one that was under way is told to the model as of unknown outcome.
class CliKilledTest {

    private static final int BUSY_MILLIS = 4000;

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ArgumentsSource(Seed.All.class)
    void continuesWhereItWas(Seed seed) throws Exception {
        try (var stage = Stage.of(temp, Effects.scenario())) {
            var shown = runAndKill(stage, Duration.ofMillis(seed.random().nextInt(BUSY_MILLIS)));
            if (shown.equals(Effects.ANSWER + "\n")) {
                Effects.assertAllOnce(stage.project());
            } else if (turnStarted(stage)) {
                assertTurnIsBroughtToItsEnd(stage);
            } else {
                assertThat(Effects.in(stage.project())).isEmpty();
                assertThat(stage.coder(Wire.ANTHROPIC).run("-p", "Go on.").stdout())
                        .isEqualTo(Effects.ANSWER + "\n");
            }
        }
    }

    /// What the user saw of it.
    private static String runAndKill(Stage stage, Duration after) throws InterruptedException {
        try (var killed = stage.coder(Wire.ANTHROPIC).start("-p", "Go on.")) {
            Thread.sleep(after);
            killed.kill();
            return killed.stdout();
        }
    }

    private static void assertTurnIsBroughtToItsEnd(Stage stage) {
        var outcome = stage.coder(Wire.ANTHROPIC).run("-p", "--continue");

        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(outcome.stdout()).isEqualTo(Effects.ANSWER + "\n");
        assertThat(stage.provider().violations()).isEmpty();
        var transcript = LocalAgents.api(stage.localAgents().only()).transcript();
        assertThat(transcript.all(TurnCompleted.class)).hasSize(1);
        Effects.assertNoneTwiceAndNoneLost(stage.project(), transcript, 1);
    }

    private static boolean turnStarted(Stage stage) {
        return stage.localAgents().alive().stream()
                .map(LocalAgents::api)
                .flatMap(agent -> agent.sessions().stream()
                        .map(session -> agent.transcript(session.sessionId().value())))
                .anyMatch(transcript -> !transcript.all(TurnStarted.class).isEmpty());
    }
}
