package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.AgentApi;
import dev.coder.e2e.harness.AgentProcess;
import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.CoderProcess;
import dev.coder.e2e.harness.CuttingProxy;
import dev.coder.e2e.harness.LocalAgents;
import dev.coder.e2e.harness.Postgres;
import dev.coder.e2e.harness.Seed;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Fault;
import dev.coder.e2e.model.Wire;
import dev.coder.protocol.AgentEvent.TurnCompleted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/// The agent is killed with `kill -9` at a random moment of a turn, or stands still: the turn ends right all the same,
/// and no tool runs twice or never.
@ExtendWith(Postgres.Provided.class)
class AgentKilledTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ArgumentsSource(Seed.All.class)
    void theCliStartsItsOwnAgentAgain(Seed seed) throws Exception {
        try (var stage = Stage.of(temp, Effects.scenario());
                var cli = stage.coder(Wire.ANTHROPIC).start("-p", "Go on.")) {
            var moment = Moment.of(seed.random());
            moment.await(stage, cli);
            stage.localAgents().alive().forEach(stage.localAgents()::kill);

            assertEndsRight(
                    stage, cli, () -> LocalAgents.api(stage.localAgents().only()));
        }
    }

    @ParameterizedTest
    @ArgumentsSource(Seed.All.class)
    void aServedAgentOnSqliteIsStartedAgain(Seed seed) throws Exception {
        try (var stage = Stage.of(temp, Effects.scenario())) {
            restart(stage, stage.sqlite(), seed.random());
        }
    }

    @ParameterizedTest
    @ArgumentsSource(Seed.All.class)
    void aServedAgentOnPostgresIsStartedAgain(Seed seed, Postgres postgres) throws Exception {
        try (var stage = Stage.of(temp, Effects.scenario())) {
            restart(stage, postgres.newDatabase(), seed.random());
        }
    }

    @ParameterizedTest
    @ArgumentsSource(Seed.All.class)
    void anotherReplicaTakesOver(Seed seed, Postgres postgres) throws Exception {
        var database = postgres.newDatabase();
        try (var stage = Stage.of(temp, Effects.scenario());
                var first = stage.serve(Wire.ANTHROPIC, database);
                var second = stage.serve(Wire.ANTHROPIC, database);
                var proxy = CuttingProxy.to(first.address());
                var cli = through(proxy, stage).start("-p", "Go on.")) {
            Moment.of(seed.random()).await(stage, cli);
            first.kill();
            proxy.retarget(second.address());

            assertEndsRight(stage, cli, second::api);
        }
    }

    @Test
    void aReplicaThatWakesUpAfterAnotherTookOverChangesNothing(Postgres postgres) throws Exception {
        var database = postgres.newDatabase();
        var thinking = Fault.Hold.create();
        try (var stage = Stage.of(temp, Effects.scenario());
                var first = stage.serve(Wire.ANTHROPIC, database);
                var second = stage.serve(Wire.ANTHROPIC, database);
                var proxy = CuttingProxy.to(first.address());
                var cli = through(proxy, stage).start("-p", "Go on.")) {
            new Moment(5, Duration.ZERO).await(stage, cli);
            stage.provider().next(thinking);
            assertThat(thinking.reached().await(60, TimeUnit.SECONDS)).isTrue();
            first.freeze();
            proxy.retarget(second.address());
            thinking.release().countDown();
            assertEndsRight(stage, cli, second::api);

            var before = second.api().transcript();
            first.thaw();
            assertThat(first.api().get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(first.api().transcript()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ArgumentsSource(Seed.All.class)
    void aReplicaThatIsToldToGoHandsItsWorkOver(Seed seed, Postgres postgres) throws Exception {
        var database = postgres.newDatabase();
        try (var stage = Stage.of(temp, Effects.scenario());
                var first = stage.serve(Wire.ANTHROPIC, database);
                var second = stage.serve(Wire.ANTHROPIC, database);
                var proxy = CuttingProxy.to(first.address());
                var cli = through(proxy, stage).start("-p", "Go on.")) {
            Moment.of(seed.random()).await(stage, cli);
            proxy.retarget(second.address());
            var gone = first.terminate();
            assertThat(gone.stderr()).doesNotContain("Exception");

            assertEndsRight(stage, cli, second::api);
        }
    }

    private static void restart(Stage stage, String database, RandomGenerator random) throws InterruptedException {
        try (var first = stage.serve(Wire.ANTHROPIC, database);
                var proxy = CuttingProxy.to(first.address());
                var cli = through(proxy, stage).start("-p", "Go on.")) {
            Moment.of(random).await(stage, cli);
            first.kill();
            try (var again = stage.serve(Wire.ANTHROPIC, database)) {
                proxy.retarget(again.address());
                assertEndsRight(stage, cli, again::api);
            }
        }
    }

    private static Coder through(CuttingProxy proxy, Stage stage) {
        return stage.coder(Wire.ANTHROPIC, new AgentApi(proxy.address(), AgentProcess.KEY));
    }

    private static void assertEndsRight(Stage stage, CoderProcess cli, Supplier<AgentApi> agent) {
        var outcome = cli.outcome();
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(outcome.stdout()).isEqualTo(Effects.ANSWER + "\n");
        assertThat(stage.provider().violations()).isEmpty();
        Effects.assertAllOnce(stage.project());
        assertThat(agent.get().transcript().all(TurnCompleted.class)).hasSize(1);
    }

    /// A moment of the turn: so many commands have run, and a little later.
    private record Moment(int effects, Duration later) {

        static Moment of(RandomGenerator random) {
            return new Moment(random.nextInt(Effects.STEPS), Duration.ofMillis(random.nextInt(100)));
        }

        void await(Stage stage, CoderProcess cli) throws InterruptedException {
            Awaitility.await(effects + " effects")
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(5))
                    .failFast("the CLI ended", () -> !cli.alive())
                    .until(() -> Effects.in(stage.project()).size() >= effects
                            && !stage.provider().requests().isEmpty());
            Thread.sleep(later);
        }
    }
}
