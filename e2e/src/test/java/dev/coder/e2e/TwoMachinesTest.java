package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.Home;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import dev.coder.protocol.AgentEvent.ExecutorChanged;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session that was begun at one machine goes on at another one: same agent, other home, other folder.
class TwoMachinesTest {

    @TempDir
    private Path temp;

    @Test
    void theWorkGoesOnInTheFolderThatTheSecondMachineHas() {
        var scenario = Scenario.of(
                Step.ask(Wish.run("echo from >> where.txt")),
                Step.say("begun"),
                Step.ask(Wish.run("echo from >> where.txt")),
                Step.say("finished"));
        try (var stage = Stage.of(temp, scenario);
                var agent = stage.serve(Wire.ANTHROPIC, stage.sqlite());
                var elsewhere = Home.create(temp)) {
            var there = stage.anotherProject();
            var first = stage.coder(Wire.ANTHROPIC, agent.api());
            var second = new Coder(elsewhere, there.folder(), first.environment(), first.options(), first.stdin());

            assertThat(first.run("-p", "Begin.").stdout()).isEqualTo("begun\n");
            var session = agent.api().sessions().getFirst().sessionId().value();
            var refused = second.run("-p", "--session", session, "Go on.");
            assertThat(refused.exitCode()).as(refused.stderr()).isEqualTo(7);
            var outcome = second.run("-p", "--session", session, "--take-over", "Go on.");

            assertThat(outcome.stdout()).as(outcome.stderr()).isEqualTo("finished\n");
            assertThat(stage.project().lines("where.txt")).hasSize(1);
            assertThat(there.lines("where.txt")).hasSize(1);
            assertThat(agent.api().transcript(session).all(ExecutorChanged.class))
                    .hasSize(1);
            assertThat(agent.api().session(session).workspace())
                    .hasFieldOrPropertyWithValue("roots", List.of(there.folder().toString()));
            var requests = stage.provider().requests();
            var last = requests.getLast().body().toString();
            assertThat(last).contains("goes on in another place", there.folder().toString());
            assertThat(requests.getFirst().body().toString())
                    .doesNotContain(there.folder().toString());
            assertThat(stage.provider().violations()).isEmpty();
        }
    }
}
