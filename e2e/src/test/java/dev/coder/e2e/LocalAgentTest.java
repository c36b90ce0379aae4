package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.CoderProcess.Outcome;
import dev.coder.e2e.harness.LocalAgents;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Fault;
import dev.coder.e2e.model.Json;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.protocol.AgentEvent.TurnCompleted;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers.AgentStatus;
import dev.coder.protocol.SessionAnswers.LocalAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The CLI's own agent: there when it is needed, gone when it is not, never in the way.
class LocalAgentTest {

    private static final String ANSWER = "Here I am.";

    @TempDir
    private Path temp;

    private Stage stage;
    private Coder coder;
    private LocalAgents agents;

    @BeforeEach
    void open() {
        stage = Stage.of(temp, Scenario.of(Step.say(ANSWER)));
        coder = stage.coder(Wire.ANTHROPIC);
        agents = stage.localAgents();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void isStartedOnceAndKeptWarm() throws IOException {
        assertAnswers(coder.run("-p", "Hello?"));
        var first = agents.only();
        assertAnswers(coder.run("-p", "Still there?"));

        assertThat(agents.only()).isEqualTo(first);
        var announcement = agents.folder().resolve(first.fingerprint() + ".json");
        assertThat(Files.getPosixFilePermissions(announcement)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void isStartedOnceEvenForTwoAtTheSameTime() {
        try (var one = coder.start("-p", "Hello?");
                var two = coder.start("-p", "Hello?")) {
            assertAnswers(one.outcome());
            assertAnswers(two.outcome());
        }
        assertThat(agents.alive()).hasSize(1);
    }

    @Test
    void anotherEnvironmentGetsOneOfItsOwnBesideTheFirst() {
        assertAnswers(coder.run("-p", "Hello?"));
        var first = agents.only();

        assertAnswers(coder.with(Map.of("GEMINI_API_KEY", "another")).run("-p", "Hello?"));

        assertThat(agents.alive()).hasSize(2).contains(first);
        assertThat(status(first).draining()).isFalse();
    }

    /// The model is asked while the agent ends, and others ask it all the time.
    @Test
    void whileItStopsPromptsAreAnsweredAllTheSame() throws InterruptedException {
        var thinking = Fault.Hold.create();
        stage.provider().next(thinking);
        try (var first = coder.start("-p", "Think hard.")) {
            assertThat(thinking.reached().await(60, TimeUnit.SECONDS)).isTrue();
            var agent = agents.only();
            var statuses = new ConcurrentLinkedQueue<Integer>();
            var askers = Stream.generate(() -> Thread.ofVirtual().start(() -> askUntilItIsGone(agent, statuses)))
                    .limit(4)
                    .toList();
            try (var second = coder.start("-p", "Hello?")) {
                LocalAgents.api(agent).post("/v1/agent/stop", "");
                assertAnswersAfterAll(second.outcome());
                awaitEnd(agent);
            }
            for (var asker : askers) {
                asker.join();
            }
            thinking.release().countDown();
            assertAnswersAfterAll(first.outcome());
            assertThat(statuses).isNotEmpty().containsAnyOf(503).allMatch(status -> status == 200 || status == 503);
        }
    }

    private static void askUntilItIsGone(LocalAgent agent, Queue<Integer> statuses) {
        var api = LocalAgents.api(agent);
        try {
            while (true) {
                statuses.add(api.get("/v1/sessions").statusCode());
            }
        } catch (UncheckedIOException e) {
            // it is gone
        }
    }

    /// Another one has taken its place, or its folder is gone.
    @Test
    void endsWhenNobodyFindsItAnyMore() throws IOException {
        assertAnswers(coder.run("-p", "Hello?"));
        var agent = agents.only();
        Files.delete(agents.folder().resolve(agent.fingerprint() + ".json"));

        awaitEnd(agent);
    }

    @Test
    void oneThatWasKilledIsReplacedWithoutAWord() {
        assertAnswers(coder.run("-p", "Hello?"));
        var dead = agents.only();
        agents.kill(dead);
        assertThat(agents.announced()).containsExactly(dead);

        assertAnswers(coder.run("-p", "Hello?"));

        assertThat(agents.only().pid()).isNotEqualTo(dead.pid());
    }

    @Test
    void anAnnouncementThatLeadsToAnotherProgramIsReplacedWithoutAWord() throws IOException {
        assertAnswers(coder.run("-p", "Hello?"));
        var dead = agents.only();
        agents.kill(dead);
        var elsewhere = new LocalAgent(
                ProcessHandle.current().pid(),
                stage.provider().address().getPort(),
                dead.token(),
                dead.version(),
                dead.fingerprint(),
                dead.startedAt());
        Files.writeString(agents.folder().resolve(dead.fingerprint() + ".json"), ProtocolJson.write(elsewhere));

        assertAnswers(coder.run("-p", "Hello?"));

        assertThat(agents.only().pid()).isNotEqualTo(elsewhere.pid());
    }

    @Test
    void tellsItsStatusItsLogAndStopsWhenTold() {
        assertAnswers(coder.run("-p", "Hello?"));
        var agent = agents.only();

        var status = coder.run("agent", "status", "--json");
        assertThat(status.exitCode()).as(status.stderr()).isZero();
        var json = Json.parse(status.stdout());
        assertThat(json.findValue("pid").longValue()).isEqualTo(agent.pid());
        assertThat(json.findValue("port").intValue()).isEqualTo(agent.port());
        assertThat(json.findValue("version").textValue()).isEqualTo(agent.version());
        assertThat(json.findValue("database").textValue()).startsWith("jdbc:sqlite:");
        assertThat(json.findValue("sessionsAtWork").intValue()).isZero();
        assertThat(coder.run("agent", "status").stdout()).contains(Long.toString(agent.pid()));
        assertThat(coder.run("agent", "logs").exitCode()).isZero();

        assertThat(coder.run("agent", "stop").exitCode()).isZero();
        awaitEnd(agent);
        assertThat(agents.announced()).isEmpty();
        assertThat(coder.run("agent", "status").stderr()).doesNotContain("Exception");
    }

    @Test
    void onceLeavesNothingBehind() {
        assertAnswers(coder.run("--once", "-p", "Hello?"));
        assertNothingIsLeft();
    }

    @Test
    void continuousIntegrationLeavesNothingBehind() {
        assertAnswers(coder.with(Map.of("CI", "true")).run("-p", "Hello?"));
        assertNothingIsLeft();
    }

    @Test
    void endsByItselfWhenNobodyNeedsIt() {
        assertAnswers(coder.with(Map.of("CODER_AGENT_IDLE_SECONDS", "1")).run("-p", "Hello?"));
        assertNothingIsLeft();
    }

    @Test
    void finishesTheTurnOfACliThatIsGone() throws InterruptedException {
        var thinking = Fault.Hold.create();
        stage.provider().next(thinking);
        try (var gone = coder.start("-p", "Think hard.")) {
            assertThat(thinking.reached().await(60, TimeUnit.SECONDS)).isTrue();
            gone.kill();
        }
        thinking.release().countDown();
        var agent = LocalAgents.api(agents.only());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !agent.transcript().all(TurnCompleted.class).isEmpty());

        assertAnswers(coder.run("-p", "--continue"));
        assertThat(stage.provider().requests()).hasSize(1);
    }

    @Test
    void refusesForeignPagesNamesAndTokens() throws IOException {
        assertAnswers(coder.run("-p", "Hello?"));
        var agent = agents.only();
        var bearer = "Authorization: Bearer " + agent.token();

        assertThat(status(agent.port(), "Host: 127.0.0.1:" + agent.port(), bearer))
                .isEqualTo(200);
        assertThat(status(agent.port(), "Host: evil.example:" + agent.port(), bearer))
                .isEqualTo(403);
        assertThat(status(agent.port(), "Host: 127.0.0.1:" + agent.port(), bearer, "Origin: http://evil.example"))
                .isEqualTo(403);
        assertThat(status(agent.port(), "Host: 127.0.0.1:" + agent.port(), "Authorization: Bearer guessed"))
                .isEqualTo(401);
        assertThat(status(agent.port(), "Host: 127.0.0.1:" + agent.port())).isEqualTo(401);
    }

    /// What is said of the interruption depends on the moment of the stop.
    private static void assertAnswersAfterAll(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(outcome.stdout()).isEqualTo(ANSWER + "\n");
        assertThat(outcome.stderr().lines()).allMatch(line -> line.endsWith("; trying again"));
    }

    private static void assertAnswers(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(outcome.stdout()).isEqualTo(ANSWER + "\n");
        assertThat(outcome.stderr()).isEmpty();
    }

    private void assertNothingIsLeft() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> stage.home().processes().findAny().isEmpty());
        assertThat(agents.announced()).isEmpty();
    }

    private static AgentStatus status(LocalAgent agent) {
        return ProtocolJson.read(
                AgentStatus.class, LocalAgents.api(agent).get("/v1/agent").body());
    }

    private void awaitEnd(LocalAgent agent) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !agents.runs(agent));
    }

    /// By hand, because Java's own clients do not let the `Host` be chosen.
    private static int status(int port, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var request =
                    "GET /v1/sessions HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(answer.substring(9));
        }
    }
}
