package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.LocalAgents;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import dev.coder.protocol.AgentEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The proof that the loop is a loop: what comes after a tool call comes from the model.
class ContinuationTest {

    @TempDir
    private Path temp;

    @Test
    void callsTheModelAgainWithTheResultAndShowsWhatItSaysThen() {
        var scenario = Scenario.of(
                Step.sayAndAsk("I will look.", Wish.run("echo marker-$((40 + 2))")), Step.say("The marker is known."));
        try (var stage = Stage.of(temp, scenario)) {
            var outcome = stage.coder(Wire.ANTHROPIC).run("-p", "Find the marker.");

            assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
            assertThat(outcome.stdout()).endsWith("The marker is known.\n");
            assertThat(stage.provider().violations()).isEmpty();
            var requests = stage.provider().requests();
            assertThat(requests).hasSize(2);
            assertThat(requests.getFirst().conversation().results()).isEmpty();
            assertThat(requests.getFirst().conversation().lastPrompt()).contains("Find the marker.");
            assertThat(requests.getLast().conversation().results())
                    .singleElement()
                    .satisfies(result -> assertThat(result.text()).contains("marker-42"));
            assertThat(LocalAgents.api(stage.localAgents().only())
                            .transcript()
                            .all(AgentEvent.ModelCallCompleted.class))
                    .hasSize(2);
        }
    }

    @Test
    void answersParallelCallsTogether() {
        var scenario = Scenario.of(
                Step.ask(Wish.run("echo first"), Wish.read("README.md"), Wish.write("new.txt", "third\n")),
                Step.say("Three at once."));
        try (var stage = Stage.of(temp, scenario)) {
            var outcome = stage.coder(Wire.OPENAI_CHAT).run("-p", "All of it.");

            assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
            assertThat(stage.provider().violations()).isEmpty();
            assertThat(stage.provider().requests()).hasSize(2);
            assertThat(stage.provider().requests().getLast().conversation().results())
                    .hasSize(3);
            assertThat(stage.project().lines("new.txt")).containsExactly("third");
        }
    }

    @Test
    void carriesLargeTextsBothWays() {
        var large = "Größe \"42\"\n".repeat(15_000);
        var scenario = Scenario.of(
                Step.ask(Wish.write("large.txt", large)),
                Step.ask(Wish.edit("large.txt", large, large + "end")),
                Step.ask(Wish.read("large.txt")),
                Step.say("It is large."));
        try (var stage = Stage.of(temp, scenario)) {
            var outcome = stage.coder(Wire.OPENAI).run("-p", "Something large.");

            assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
            assertThat(stage.provider().violations()).isEmpty();
            assertThat(stage.project().files()).containsEntry("large.txt", large + "end");
        }
    }
}
