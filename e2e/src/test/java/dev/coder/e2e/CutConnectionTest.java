package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.AgentApi;
import dev.coder.e2e.harness.AgentProcess;
import dev.coder.e2e.harness.Cut;
import dev.coder.e2e.harness.CuttingProxy;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.harness.Workdir;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The TCP connection breaks after every single event of a turn, and at random bytes: what the user sees and what the
/// session holds is what it would have been without.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutConnectionTest {

    private static final int RUNS = Integer.getInteger("coder.runs", 3);
    private static final long SEED = Long.getLong("coder.seed", 1);

    /// What a run leaves behind.
    private record Traces(int exitCode, String screen, Map<String, String> files, List<String> transcript) {}

    /// An uncut run and how much went over the line in it.
    private record Reference(Traces traces, long events, long answeredBytes, long requestedBytes) {}

    private static final int MOST_RUNS = 5;

    private Stage stage;
    private AgentProcess agent;
    private CuttingProxy proxy;
    private Reference reference;

    @BeforeAll
    void runUncut(@TempDir Path temp) {
        stage = Stage.of(temp, scenario());
        agent = stage.serve(Wire.ANTHROPIC, stage.sqlite());
        proxy = CuttingProxy.to(agent.address());
        proxy.arm(new Cut.Never());
        var traces = run();
        assertThat(traces.exitCode()).isZero();
        assertThat(traces.files()).containsEntry("effects.txt", "one\ntwo\n");
        reference = new Reference(traces, proxy.events(), proxy.answeredBytes(), proxy.requestedBytes());
    }

    @AfterAll
    void close() {
        proxy.close();
        agent.close();
        stage.close();
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void theCutRunEqualsTheUncutOne(Cut cut) {
        var runs = 0;
        do { // a run may be a few bytes shorter than the reference: the place is then looked for in another
            proxy.arm(cut);
            assertThat(run()).isEqualTo(reference.traces());
        } while (!proxy.hasCut() && ++runs < MOST_RUNS);
        assertThat(proxy.hasCut()).isTrue();
        assertThat(stage.provider().violations()).isEmpty();
    }

    private static Scenario scenario() {
        return Scenario.of(
                Step.sayAndAsk(
                        "I will look around first.", Wish.read("README.md"), Wish.run("echo one >> effects.txt")),
                Step.ask(Wish.edit("src/Main.java", "41", "42")),
                Step.sayAndAsk("One more.", Wish.run("echo two >> effects.txt; cat effects.txt")),
                Step.say("The answer is 42, and it is in src/Main.java."));
    }

    /// Every event in the full form, some of them in the short one.
    Stream<Cut> cuts() {
        var random = new Random(SEED);
        var events = LongStream.rangeClosed(1, reference.events()).boxed().toList();
        var chosen = RUNS >= events.size()
                ? events.stream()
                : Stream.generate(() -> events.get(random.nextInt(events.size())))
                        .distinct()
                        .limit(2L * RUNS);
        return Stream.of(
                        chosen.map(Cut.AfterEvent::new),
                        Stream.generate(() -> new Cut.InAnswers(random.nextLong(reference.answeredBytes())))
                                .limit(RUNS),
                        Stream.generate(() -> new Cut.InRequests(random.nextLong(reference.requestedBytes())))
                                .limit(RUNS))
                .flatMap(cuts -> cuts);
    }

    private Traces run() {
        Workdir project = stage.anotherProject();
        var through = new AgentApi(proxy.address(), AgentProcess.KEY);
        var outcome = stage.coder(Wire.ANTHROPIC, through).at(project.folder()).run("-p", "Go on.");
        var newest = agent.api().sessions().getFirst().sessionId().value();
        return new Traces(
                outcome.exitCode(),
                outcome.stdout(),
                project.files(),
                agent.api().transcript(newest).normalised(project));
    }
}
