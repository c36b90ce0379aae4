package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coder.e2e.harness.AgentProcess;
import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.CoderProcess;
import dev.coder.e2e.harness.Home;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import dev.coder.protocol.AgentEvent.ExecutorChanged;
import dev.coder.protocol.ToolResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two CLIs on one session: one executes, the other watches, and nobody takes over by accident.
class TwoClisTest {

    private static final String ANSWER = "The gate is open.";
    /// Waits for the file `go`, half a minute at most.
    private static final String GATED = "touch started; for i in $(seq 600); do [ -e go ] && break; sleep 0.05; done; "
            + "echo through >> effects.txt";

    @TempDir
    private Path temp;

    private Stage stage;
    private AgentProcess agent;
    private Coder coder;
    private CoderProcess first;
    private String sessionId;

    @BeforeEach
    void startOneThatExecutes() {
        stage = Stage.of(temp, Scenario.of(Step.ask(Wish.run(GATED)), Step.say(ANSWER)));
        agent = stage.serve(Wire.ANTHROPIC, stage.sqlite());
        coder = stage.coder(Wire.ANTHROPIC, agent.api());
        first = coder.start("-p", "Open the gate.");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> stage.project().file("started").toFile().exists());
        sessionId = agent.api().sessions().getFirst().sessionId().value();
    }

    @AfterEach
    void close() {
        first.close();
        agent.close();
        stage.close();
    }

    @Test
    void theSecondWatchesAndSeesTheSameAnswer() {
        try (var second = coder.start("-p", "--session", sessionId)) {
            second.awaitOutput("watches");
            openTheGate();
            assertAnswers(first.outcome());
            assertAnswers(second.outcome());
        }
        assertThat(stage.project().lines("effects.txt")).containsExactly("through");
        assertThat(agent.api().transcript().all(ExecutorChanged.class)).isEmpty();
    }

    @Test
    void theSecondMayNotAskForWorkInBetween() {
        var second = coder.run("-p", "--session", sessionId, "Do something else.");
        assertThat(second.exitCode()).as(second.stderr()).isEqualTo(7);
        assertThat(second.stdout()).isEmpty();

        openTheGate();
        assertAnswers(first.outcome());
        assertThat(stage.provider().requests()).hasSize(2);
    }

    @Test
    void takingOverStopsTheFirstAndBringsTheTurnToItsEnd() {
        assertIsTakenOverBy(coder);
    }

    @Test
    void anotherMachineCanTakeOverToo() {
        try (var elsewhere = Home.create(temp)) {
            assertIsTakenOverBy(new Coder(elsewhere, coder.folder(), Map.of(), coder.options(), coder.stdin())
                    .with(coder.environment()));
            var result = agent.api().transcript().toolResults().getFirst();
            assertThat(result.errorCode()).isIn(ToolResult.OUTCOME_UNKNOWN, ToolResult.CANCELLED);
        }
    }

    private void assertIsTakenOverBy(Coder other) {
        try (var second = other.start("-p", "--session", sessionId, "--take-over")) {
            var stopped = first.outcome();
            assertThat(stopped.exitCode()).as(stopped.stderr()).isEqualTo(7);
            assertThat(stopped.stderr()).contains("taken");
            openTheGate();
            assertAnswers(second.outcome());
        }
        var transcript = agent.api().transcript();
        assertThat(transcript.all(ExecutorChanged.class)).isNotEmpty();
        assertThat(transcript.toolResults()).hasSize(1);
        assertThat(stage.project().lines("effects.txt")).hasSizeLessThanOrEqualTo(1);
        assertThat(stage.provider().violations()).isEmpty();
    }

    private void openTheGate() {
        stage.project().write("go", "");
    }

    private static void assertAnswers(CoderProcess.Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(outcome.stdout()).isEqualTo(ANSWER + "\n");
    }
}
