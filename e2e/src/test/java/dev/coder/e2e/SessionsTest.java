package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.Home;
import dev.coder.e2e.harness.LocalAgents;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `coder sessions …` on the real agent.
class SessionsTest {

    @TempDir
    private Path temp;

    @Test
    void aSessionIsListedShownRenamedExportedForkedAndRemoved() {
        var scenario = Scenario.of(Step.ask(Wish.run("echo marker-$((40 + 2))")), Step.say("The marker is known."));
        try (var stage = Stage.of(temp, scenario)) {
            var coder = stage.coder(Wire.ANTHROPIC);
            assertThat(coder.run("-p", "Find the marker.").exitCode()).isZero();
            var id = LocalAgents.api(stage.localAgents().only())
                    .sessions()
                    .getFirst()
                    .sessionId()
                    .value();
            var end = id.substring(id.length() - 8);

            assertThat(out(coder, "sessions", "list")).contains(end, "Find the marker.");
            assertThat(out(coder, "sessions", "show", "last")).contains(id, "> Find the marker.", "* run_command");
            assertThat(out(coder, "sessions", "search", "marker is known")).contains(end);
            assertThat(out(coder, "sessions", "search", "zebra")).contains("Nothing of the kind");
            assertThat(out(coder, "sessions", "rename", end, "The", "marker", "hunt"))
                    .contains("The marker hunt");
            assertThat(out(coder, "sessions", "list")).contains("The marker hunt");
            assertThat(out(coder, "sessions", "export", end)).contains("# The marker hunt", "marker-42");
            assertThat(out(coder, "sessions", "export", end, "--format", "jsonl")
                            .lines())
                    .allSatisfy(line -> assertThat(line).startsWith("{\"type\":"));
            var fork = out(coder, "sessions", "fork", end, "--turn", "1").strip();
            assertThat(out(coder, "sessions", "show", fork)).contains("> Find the marker.");

            var here = coder.at(stage.anotherProject().folder());
            assertThat(out(here, "sessions", "list")).contains("There is no session here");
            assertThat(out(here, "sessions", "list", "--all")).contains("The marker hunt");
            var elsewhere = here.run("--resume", end, "-p", "Go on.");
            assertThat(elsewhere.exitCode()).isEqualTo(7);
            assertThat(elsewhere.stderr())
                    .contains("--project " + stage.project().folder());

            assertThat(coder.run("sessions", "rm", end).exitCode()).isEqualTo(2);
            assertThat(out(coder, "sessions", "rm", end, "--yes")).contains("Removed: 1 session");
            assertThat(stage.home().state().resolve("sessions").resolve(id)).doesNotExist();
            var gone = coder.run("sessions", "show", id);
            assertThat(gone.exitCode()).isEqualTo(7);
            assertThat(gone.stderr()).contains("There is no session");
        }
    }

    @Test
    void anotherMachineGoesOnOnlyWhenItIsToldToTakeOver() throws Exception {
        var scenario = Scenario.of(Step.say("First."), Step.say("Second."));
        try (var stage = Stage.of(temp, scenario);
                var agent = stage.serve(Wire.ANTHROPIC, stage.sqlite());
                var otherHome = Home.create(temp)) {
            var url = Map.of(
                    "CODER_AGENT_URL", agent.api().address().toString(),
                    "CODER_API_KEY", agent.api().key());
            var one = Coder.in(stage.home(), stage.project().folder()).with(url);
            var other = Coder.in(otherHome, stage.anotherProject().folder()).with(url);
            assertThat(one.run("--model", Wire.ANTHROPIC.modelName(), "-p", "Begin.")
                            .exitCode())
                    .isZero();
            var id = agent.api().sessions().getFirst().sessionId().value();

            assertThat(out(other, "sessions", "list", "--all")).contains(id.substring(id.length() - 8));
            var refused = other.run("--resume", id, "-p", "Go on.");
            assertThat(refused.exitCode()).isEqualTo(7);
            assertThat(refused.stderr()).contains("held on another machine", "--take-over");
            var taken = other.run("--resume", id, "--take-over", "-p", "Go on.");
            assertThat(taken.exitCode()).as(taken.stderr()).isZero();
            assertThat(taken.stdout()).contains("Second.");
            assertThat(Files.isDirectory(otherHome.state().resolve("sessions").resolve(id)))
                    .isTrue();
        }
    }

    private static String out(Coder coder, String... arguments) {
        var outcome = coder.run(arguments);
        assertThat(outcome.exitCode())
                .as("%s: %s", List.of(arguments), outcome.stderr())
                .isZero();
        return outcome.stdout();
    }
}
