package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.CoderProcess;
import dev.coder.e2e.harness.Home;
import dev.coder.e2e.harness.LocalAgents;
import dev.coder.e2e.harness.Seed;
import dev.coder.e2e.harness.Workdir;
import dev.coder.e2e.model.Fault;
import dev.coder.e2e.model.Recorded;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.ScriptedProvider;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import dev.coder.protocol.SessionAnswers.LocalAgent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/// Two terminals of one user with different model settings, such as a company's gateway and a private key: what is said
/// in one never reaches the provider of the other, nor is it sent under the other's key.
class TwoProvidersTest {

    private static final String ANSWER = "All of it is read.";
    private static final int STEPS = Integer.getInteger("coder.steps", 10);
    private static final String WORK_KEY = "work-key-0001";
    private static final String HOME_KEY = "home-key-0001";

    @TempDir
    private Path temp;

    private Home home;
    private LocalAgents agents;
    private ScriptedProvider gateway;
    private ScriptedProvider cloud;

    /// A terminal: what is said in it begins with its name.
    private record Terminal(String name, String key, ScriptedProvider provider, Coder coder) {

        CoderProcess ask(String words) {
            return coder.start("-p", name + ": " + words);
        }

        /// The requests of its sessions that its provider has got.
        List<Recorded> requests() {
            return provider.requests().stream().filter(this::isOwn).toList();
        }

        boolean isOwn(Recorded request) {
            return request.body().toString().contains(name + ": ");
        }
    }

    @BeforeEach
    void open() {
        home = Home.create(temp);
        agents = new LocalAgents(home);
        var reading = Scenario.repeated(STEPS, i -> Step.ask(Wish.read("src/Main.java")), Step.say(ANSWER));
        gateway = ScriptedProvider.start(reading, WORK_KEY);
        cloud = ScriptedProvider.start(reading, HOME_KEY, WORK_KEY);
    }

    @AfterEach
    void close() {
        home.close();
        gateway.close();
        cloud.close();
    }

    private Terminal terminal(String name, ScriptedProvider provider, String key) {
        var coder = Coder.in(home, Workdir.create(temp).folder())
                .with(Wire.OPENAI_CHAT.environment(provider.address(), key))
                .withOptions("--model", Wire.OPENAI_CHAT.modelName(), "--approval-mode", "bypass");
        return new Terminal(name, key, provider, coder);
    }

    private Terminal work() {
        return terminal("WORK", gateway, WORK_KEY);
    }

    private Terminal own() {
        return terminal("HOME", cloud, HOME_KEY);
    }

    @ParameterizedTest
    @ArgumentsSource(Seed.All.class)
    void whatIsSaidAtOnceStaysWithItsOwnProvider(Seed seed) {
        var terminals = List.of(work(), own());
        assertEndsRight(terminals.getLast().ask("Hello."));
        var running = new ArrayList<CoderProcess>();
        seed.random()
                .ints(4, 0, 2)
                .forEach(terminal -> running.add(terminals.get(terminal).ask("Read it.")));
        running.forEach(TwoProvidersTest::assertEndsRight);

        assertEachAtItsOwn(terminals);
        assertThat(gateway.requests().size() + cloud.requests().size()).isEqualTo(5 * (STEPS + 1));
    }

    @ParameterizedTest
    @ArgumentsSource(Seed.All.class)
    void aTurnWhoseAgentIsKilledGoesOnWithItsOwnProvider(Seed seed) throws Exception {
        assertGoesOnAfterAKill(work(), own(), seed);
    }

    @ParameterizedTest
    @ArgumentsSource(Seed.All.class)
    void aTurnWhoseAgentIsKilledGoesOnUnderItsOwnKey(Seed seed) throws Exception {
        assertGoesOnAfterAKill(terminal("WORK", cloud, WORK_KEY), own(), seed);
    }

    /// The other terminal is at work all the while.
    private void assertGoesOnAfterAKill(Terminal killed, Terminal other, Seed seed) throws Exception {
        assertEndsRight(other.ask("Hello."));
        var before = processes();
        try (var cli = killed.ask("Read it.")) {
            awaitRequests(killed, 1 + seed.random().nextInt(STEPS));
            var agent = new HashSet<>(processes());
            agent.removeAll(before);
            try (var meanwhile = other.ask("Read on.")) {
                var thinking = hold(killed);
                kill(agent);
                thinking.release().countDown();
                assertEndsRight(cli);
                assertEndsRight(meanwhile);
            }
        }
        assertEachAtItsOwn(List.of(killed, other));
    }

    @Test
    void aTurnWhoseTerminalAndAgentAreGoneWaitsForThatTerminalAndNobodyElse() throws Exception {
        var work = work();
        var own = own();
        try (var cli = work.ask("Read it.")) {
            awaitRequests(work, 2);
            var thinking = hold(work);
            cli.kill();
            kill(processes());
            thinking.release().countDown();
        }
        var asked = work.requests().size();
        assertEndsRight(own.ask("Hello."));
        assertEndsRight(own.ask("Hello again."));
        assertEachAtItsOwn(List.of(work, own));
        assertThat(work.requests()).hasSize(asked);

        assertEndsRight(work.coder().start("-p", "--continue"));
        assertEachAtItsOwn(List.of(work, own));
        assertThat(work.requests()).hasSizeGreaterThan(asked);
    }

    /// Whoever goes on with a session on purpose sends it where the terminal's own settings say.
    @Test
    void aSessionGoneOnWithElsewhereBelongsToTheTerminalThatDoesSo() throws Exception {
        var work = work();
        var own = own();
        try (var cli = work.ask("Read it.")) {
            awaitRequests(work, 2);
            var thinking = hold(work);
            cli.kill();
            var there = own.coder().at(work.coder().folder());
            var outcome = there.run("-p", "--continue");
            assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
            assertThat(outcome.stdout()).isEqualTo(ANSWER + "\n");
            assertThat(outcome.stderr()).contains("other model settings");
            thinking.release().countDown();
        }
        var atHome = cloud.requests().stream().filter(work::isOwn).toList();
        assertThat(atHome).isNotEmpty().allMatch(request -> request.key().equals(HOME_KEY));
        assertThat(gateway.requests().size() + atHome.size()).isEqualTo(STEPS + 2);

        assertEndsRight(work.ask("Something else."));
        assertThat(gateway.refusedKeys()).isEmpty();
    }

    @Test
    void askingInTurnsTakesOneAgentEach() {
        var terminals = List.of(work(), own(), terminal("THIRD", cloud, WORK_KEY));
        var seen = new HashSet<Long>();
        for (var i = 0; i < 9; i++) {
            assertEndsRight(terminals.get(i % 3).ask("Number " + i));
            agents.announced().stream().map(LocalAgent::pid).forEach(seen::add);
        }
        assertThat(seen).hasSize(3);
        assertThat(processes()).isEqualTo(seen);
        assertEachAtItsOwn(terminals);
    }

    private Fault.Hold hold(Terminal terminal) throws InterruptedException {
        var thinking = Fault.Hold.create();
        terminal.provider().next(thinking);
        assertThat(thinking.reached().await(60, TimeUnit.SECONDS)).isTrue();
        return thinking;
    }

    private static void awaitRequests(Terminal terminal, int count) {
        await("requests of " + terminal.name())
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> terminal.requests().size() >= count);
    }

    /// The numbers of the agents' processes, whether they are announced or not.
    private Set<Long> processes() {
        return home.processes()
                .filter(process -> process.info().commandLine().orElse("").contains("ServerMain local"))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private void kill(Set<Long> pids) {
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        await("the end of " + pids).until(() -> processes().stream().noneMatch(pids::contains));
    }

    private static void assertEndsRight(CoderProcess cli) {
        try (cli) {
            var outcome = cli.outcome();
            assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
            assertThat(outcome.stdout()).isEqualTo(ANSWER + "\n");
        }
    }

    private void assertEachAtItsOwn(List<Terminal> terminals) {
        assertThat(gateway.refusedKeys()).isEmpty();
        assertThat(cloud.refusedKeys()).isEmpty();
        assertThat(gateway.violations()).isEmpty();
        assertThat(cloud.violations()).isEmpty();
        for (var terminal : terminals) {
            for (var provider : List.of(gateway, cloud)) {
                var strange = provider.requests().stream()
                        .filter(terminal::isOwn)
                        .filter(request -> provider != terminal.provider()
                                || !request.key().equals(terminal.key()))
                        .map(request -> "request %d under %s: %s"
                                .formatted(
                                        request.number(),
                                        request.key(),
                                        request.conversation().lastPrompt()))
                        .toList();
                assertThat(strange)
                        .as("requests of " + terminal.name() + " elsewhere")
                        .isEmpty();
            }
        }
    }
}
