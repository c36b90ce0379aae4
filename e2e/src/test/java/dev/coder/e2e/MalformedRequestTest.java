package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.AgentProcess;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.protocol.AgentEvent.TurnCompleted;
import dev.coder.protocol.Problem;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.SessionAnswers.Created;
import dev.coder.protocol.SessionRequests.Client;
import dev.coder.protocol.SessionRequests.CreateSession;
import dev.coder.protocol.ToolSpec;
import dev.coder.protocol.TurnRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent to the agent: a problem document of a fixed type, no word of its insides, and the session works as
/// before.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRequestTest {

    private static final int TEN_MEGABYTES = 10_000_000;

    private Stage stage;
    private AgentProcess agent;
    private String sessionId;

    @BeforeAll
    void open(@TempDir Path temp) {
        stage = Stage.of(temp, Scenario.of(Step.say("All is well.")));
        agent = stage.serve(Wire.ANTHROPIC, stage.sqlite());
        var cli = new Client("e2e", "0", "cli_e2e", null, null);
        var tool = new ToolSpec("look", "Looks.", RawJson.EMPTY_OBJECT, ToolSpec.Hints.READS, "builtin", null);
        var session = new CreateSession(cli, null, Wire.ANTHROPIC.modelName(), null, List.of(tool), null);
        var created = agent.api().post("/v1/sessions", ProtocolJson.write(session));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        sessionId = ProtocolJson.read(Created.class, created.body()).sessionId().value();
    }

    @AfterAll
    void close() {
        agent.close();
        stage.close();
    }

    @AfterEach
    void theSessionStillWorks() {
        int before = turns();
        var answer =
                send("POST", "/v1/sessions/SESSION/messages", ProtocolJson.writeBytes(TurnRequest.Prompt.text("?")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("turn.completed");
        assertThat(turns()).isEqualTo(before + 1);
    }

    static Stream<Arguments> endpoints() {
        return Stream.of(
                Arguments.of("POST", "/v1/sessions"),
                Arguments.of("PATCH", "/v1/sessions/SESSION"),
                Arguments.of("PUT", "/v1/sessions/SESSION/tools"),
                Arguments.of("POST", "/v1/sessions/SESSION/executor"),
                Arguments.of("POST", "/v1/sessions/SESSION/messages"),
                Arguments.of("POST", "/v1/sessions/SESSION/continuations"),
                Arguments.of("POST", "/v1/sessions/SESSION/turns/trn_1/cancel"),
                Arguments.of("POST", "/v1/sessions/SESSION/turns/trn_1/steer"));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void malformedJsonIsRefusedEverywhere(String method, String path) {
        var bad = List.of("{\"content\":", "[]", "7", "\"text\"", "{]", "\u0000", "[".repeat(100_000));
        for (var body : bad) {
            assertRefused(method, path, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatAMessageNeedsIsAskedFor() {
        assertRefused("POST", "/v1/sessions/SESSION/messages", "{}".getBytes(StandardCharsets.UTF_8));
        assertRefused("POST", "/v1/sessions/SESSION/messages", "{\"content\":[]}".getBytes(StandardCharsets.UTF_8));
        assertRefused("POST", "/v1/sessions/SESSION/messages", "{\"content\":7}".getBytes(StandardCharsets.UTF_8));
        var withoutKey = agent.api().post("/v1/sessions/%s/messages".formatted(sessionId), "{\"content\":[]}");
        assertThat(withoutKey.statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyOfTenMegabytesIsRefused() {
        var response = agent.api().post("/v1/sessions", "{\"model\":\"" + "x".repeat(TEN_MEGABYTES) + "\"}");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(problem(response).name()).isEqualTo("payload-too-large");
    }

    @Test
    void unknownThingsAreSaidToBeUnknown() {
        assertThat(problem(agent.api().get("/v1/sessions/ses_none")).name()).isEqualTo("unknown-session");
        assertThat(problem(agent.api().get("/v1/sessions/ses_none/events")).name())
                .isEqualTo("unknown-session");
        assertThat(problem(agent.api().get("/v1/nothing")).status()).isEqualTo(404);
    }

    @Test
    void nonsenseInAQueryIsRefused() {
        var events = "/v1/sessions/%s/events".formatted(sessionId);
        assertThat(problem(agent.api().get(events + "?after=x")).status()).isEqualTo(400);
        assertThat(problem(agent.api().get(events + "?live=maybe")).status()).isEqualTo(400);
        assertThat(problem(agent.api().get("/v1/sessions?limit=many")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "99999999999"})
    void aPageOfAnyLengthIsServedAsFarAsThatGoes(String limit) {
        var nowhere = agent.api().get("/v1/sessions?workspace=wsp_none&limit=" + limit);
        assertThat(nowhere.statusCode()).as(nowhere.body()).isEqualTo(200);
    }

    private int turns() {
        return agent.api().transcript(sessionId).all(TurnCompleted.class).size();
    }

    private void assertRefused(String method, String path, byte[] body) {
        var response = send(method, path, body);
        var what = "%s %s %s: %s"
                .formatted(
                        method,
                        path,
                        new String(body, 0, Math.min(20, body.length), StandardCharsets.ISO_8859_1),
                        response.body());
        assertThat(response.statusCode()).as(what).isBetween(400, 499);
        problem(response);
    }

    private HttpResponse<String> send(String method, String path, byte[] body) {
        return agent.api()
                .send(
                        request -> request.method(method, BodyPublishers.ofByteArray(body))
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", UUID.randomUUID().toString()),
                        path.replace("SESSION", sessionId));
    }

    private static Problem problem(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        var problem = ProtocolJson.read(Problem.class, response.body());
        assertThat(problem.type()).startsWith(Problem.PREFIX);
        assertThat(problem.title()).isNotBlank();
        assertThat(problem.status()).isEqualTo(response.statusCode());
        assertThat(response.body()).doesNotContain("Exception").doesNotContain("java.");
        return problem;
    }
}
