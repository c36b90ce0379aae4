package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coder.e2e.harness.LocalAgents;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Fault;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import dev.coder.protocol.AgentEvent.TurnCancelled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Ctrl-C ends the turn, and leaves a session that every provider goes on with.
class CancelTest {

    private static final String WAITING = "touch started; sleep 30; touch finished";

    @TempDir
    private Path temp;

    @ParameterizedTest
    @EnumSource
    void whileACommandRuns(Wire wire) {
        try (var stage = Stage.of(temp, Scenario.of(Step.ask(Wish.run(WAITING)), Step.say("Never mind.")));
                var cli = stage.coder(wire).start("-p", "Wait.")) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> stage.project().file("started").toFile().exists());
            cli.interrupt();

            assertThat(cli.outcome().exitCode()).as(cli.stderr()).isEqualTo(130);
            assertGoesOn(stage, wire, "Never mind.");
            assertThat(stage.project().file("finished")).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileTheModelThinks(Wire wire) throws InterruptedException {
        var thinking = Fault.Hold.create();
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Here I am.")))) {
            stage.provider().next(thinking);
            try (var cli = stage.coder(wire).start("-p", "Think.")) {
                assertThat(thinking.reached().await(60, TimeUnit.SECONDS)).isTrue();
                cli.interrupt();
                assertThat(cli.outcome().exitCode()).as(cli.stderr()).isEqualTo(130);
            }
            thinking.release().countDown();
            assertGoesOn(stage, wire, "Here I am.");
        }
    }

    private static void assertGoesOn(Stage stage, Wire wire, String answer) {
        var transcript = LocalAgents.api(stage.localAgents().only()).transcript();
        assertThat(transcript.all(TurnCancelled.class)).hasSize(1);

        var next = stage.coder(wire).run("-p", "--continue", "Something else, then.");
        assertThat(next.exitCode()).as(next.stderr()).isZero();
        assertThat(next.stdout()).isEqualTo(answer + "\n");
        assertThat(stage.provider().violations()).isEmpty();
    }
}
