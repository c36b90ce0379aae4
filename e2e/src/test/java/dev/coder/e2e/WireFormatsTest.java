package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.AgentApi;
import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.LocalAgents;
import dev.coder.e2e.harness.Postgres;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same work over every wire format, with the CLI's own agent and with one elsewhere on PostgreSQL: the same files,
/// the same transcript.
@ExtendWith(Postgres.Provided.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireFormatsTest {

    private static final int STEPS = Integer.getInteger("coder.steps", 10);

    private final Map<Wire, Traces> localTraces = new EnumMap<>(Wire.class);

    @TempDir
    private Path temp;

    /// What a run leaves behind.
    private record Traces(String answer, Map<String, String> files, List<String> transcript) {}

    @ParameterizedTest
    @EnumSource
    void aServedAgentOnPostgresLeavesTheSameTracesAsTheLocalOne(Wire wire, Postgres postgres) {
        try (var stage = Stage.of(temp, scenario());
                var agent = stage.serve(wire, postgres.newDatabase())) {
            var served = run(stage, stage.coder(wire, agent.api()), agent::api);
            assertSame(served, local(wire));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANTHROPIC")
    void everyWireFormatLeavesTheSameTraces(Wire wire) {
        assertSame(local(wire), local(Wire.ANTHROPIC));
    }

    @Test
    void theWorkIsDone() {
        var traces = local(Wire.ANTHROPIC);
        assertThat(traces.answer()).isEqualTo("done\n");
        assertThat(traces.files()).containsEntry("new.txt", "hello\n");
        assertThat(traces.files())
                .hasEntrySatisfying(
                        "big.txt",
                        text -> assertThat(text.lines().filter(line -> line.endsWith("= 1;")))
                                .hasSize(STEPS));
        assertThat(traces.transcript()).anyMatch(line -> line.contains("step-" + STEPS));
        assertThat(traces.transcript().getLast()).contains("turn.completed");
    }

    private static void assertSame(Traces traces, Traces expected) {
        assertThat(traces.transcript()).containsExactlyElementsOf(expected.transcript());
        assertThat(traces.answer()).isEqualTo(expected.answer());
        assertThat(traces.files().entrySet()).isEqualTo(expected.files().entrySet());
    }

    /// The bench's `errcmd`, `run50` and `edit50` in one turn.
    private static Scenario scenario() {
        var all = Stream.of(
                steps(1, _ -> Step.ask(Wish.run("ls /does-not-exist"))),
                steps(1, _ -> Step.ask(Wish.write("new.txt", "hello\n"))),
                steps(STEPS, i -> Step.ask(Wish.run("echo step-" + i))),
                steps(1, _ -> Step.ask(Wish.read("big.txt"))),
                steps(
                        STEPS,
                        i -> Step.ask(
                                Wish.edit("big.txt", "int v%04d = 0;".formatted(i), "int v%04d = 1;".formatted(i)))),
                steps(1, _ -> Step.say("done")));
        return new Scenario(all.flatMap(steps -> steps).toList());
    }

    private static Stream<Step> steps(int count, IntFunction<Step> step) {
        return IntStream.rangeClosed(1, count).mapToObj(step);
    }

    private Traces local(Wire wire) {
        return localTraces.computeIfAbsent(wire, this::runLocally);
    }

    private Traces runLocally(Wire wire) {
        try (var stage = Stage.of(temp, scenario())) {
            return run(
                    stage,
                    stage.coder(wire),
                    () -> LocalAgents.api(stage.localAgents().only()));
        }
    }

    private static Traces run(Stage stage, Coder coder, Supplier<AgentApi> agent) {
        var outcome = coder.run("-p", "Go on.");
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(stage.provider().violations()).isEmpty();
        var transcript = agent.get().transcript().normalised(stage.project());
        return new Traces(outcome.stdout(), stage.project().files(), transcript);
    }
}
