package dev.coder.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.agent.Agent;
import dev.coder.agent.model.RetryPolicy;
import dev.coder.agent.session.Database;
import dev.coder.agent.session.Holder;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.Problem;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpServerTest {

    private static final String KEY = "a-key-for-this-test-only";
    private static final String NEW_SESSION =
            "{\"client\":{\"name\":\"test\",\"version\":\"1\",\"instanceId\":\"cli_1\"}}";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Agent agent;
    private HttpServer server;
    private int port;

    @BeforeEach
    void start() {
        var settings = Agent.Settings.server(Holder.thisProcess()).withDrainGrace(Duration.ZERO);
        agent = new Agent(
                Database.open("jdbc:sqlite:" + folder.resolve("agent.db")),
                new EchoModels(),
                RetryPolicy.standard(),
                settings,
                Clock.systemUTC());
        server = new HttpServer(agent, Access.keys(KEY), InetAddress.getLoopbackAddress(), 0, List.of(), () -> {});
        agent.start();
        server.start();
        port = server.port();
    }

    @AfterEach
    void stop() {
        agent.close();
        server.close();
    }

    @Test
    void aPortThatIsTakenIsSaidInOneSentence() {
        var second = new HttpServer(
                agent, Access.keys(KEY), InetAddress.getLoopbackAddress(), server.port(), List.of(), () -> {});
        assertThatThrownBy(second::start)
                .isInstanceOf(StartException.class)
                .hasMessageContaining(":" + server.port() + ": choose a free port with --port");
    }

    @Test
    void nullsAndDepthsInABodyAreRefused() throws Exception {
        var session = newSession();
        var continuation = "{\"type\":\"continuation\",\"sessionId\":\"" + session + "\",\"toolResults\":[";
        for (var request : List.of(
                post("/v1/sessions", "{\"x\":" + "[".repeat(300_000) + "]".repeat(300_000) + "}"),
                post("/v1/sessions", NEW_SESSION.replaceFirst("}$", ",\"tools\":[null]}")),
                post("/v1/sessions/" + session + "/continuations", continuation + "],\"steer\":[null]}"),
                post(
                        "/v1/sessions/" + session + "/continuations",
                        continuation + "{\"id\":\"c\",\"success\":true,\"approval\":{\"decision\":\"allow\"}}]}"))) {
            var answer = send(request);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(problem(answer).name()).isEqualTo("malformed-json");
        }
    }

    @Test
    void aTurnIsStreamedAndCanBeReadAgain() throws Exception {
        var session = newSession();
        var stream = send(post(messages(session), "{\"content\":[{\"type\":\"text\",\"text\":\"hé\"}]}")
                .header("Idempotency-Key", "\"k1\""));
        assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(stream.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(stream.body()).startsWith("id: 2\nevent: turn.started\ndata: {\"type\":\"turn.started\",\"seq\":2,");
        assertThat(stream.body()).contains("\nevent: text.delta\ndata: {\"type\":\"text.delta\",");
        assertThat(stream.body()).doesNotContain("id: 0").endsWith("\n\n");

        var again = send(
                get("/v1/sessions/" + session + "/events?after=0&live=none").header("Accept", "application/jsonl"));
        var events = again.body().lines().map(ProtocolJson::readEvent).toList();
        assertThat(events.stream().map(LoggedEvent::seq)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(events.getLast().event()).isInstanceOf(AgentEvent.TurnCompleted.class);

        var resumed = send(get("/v1/sessions/" + session + "/events?live=none").header("Last-Event-ID", "7"));
        assertThat(resumed.body().lines().findFirst()).contains("id: 8");
    }

    @Test
    void aSessionIsFoundForkedSummedUpAndRemoved() throws Exception {
        var session = newSession();
        send(post(messages(session), "{\"content\":[{\"type\":\"text\",\"text\":\"Größe & 100%\"}]}")
                .header("Idempotency-Key", "k1"));
        var found = ProtocolJson.read(
                SessionAnswers.SessionList.class,
                send(get("/v1/sessions?q=gr%C3%B6%C3%9Fe%20100%25")).body());
        assertThat(found.sessions())
                .extracting(SessionAnswers.SessionState::snippet)
                .containsExactly("Größe & 100%");

        var forked = send(post("/v1/sessions/" + session + "/fork", NEW_SESSION));
        assertThat(forked.statusCode()).as(forked.body()).isEqualTo(201);
        var fork = ProtocolJson.read(SessionAnswers.Created.class, forked.body());
        var compacted = send(post("/v1/sessions/" + fork.sessionId() + "/compact", "{\"instructions\":\"short\"}")
                .header("Idempotency-Key", "k2"));
        assertThat(compacted.body())
                .contains("event: context.compacting", "event: context.compacted", "event: turn.completed");

        var removed = send(request("DELETE", "/v1/sessions/" + session, HttpRequest.BodyPublishers.noBody()));
        assertThat(removed.statusCode()).isEqualTo(204);
        assertThat(send(get("/v1/sessions/" + session)).statusCode()).isEqualTo(404);
        assertThat(send(get("/v1/sessions/" + fork.sessionId())).statusCode()).isEqualTo(200);
    }

    @Test
    void aMessageMayBeSentPackedAndAnsweredWithoutAStream() throws Exception {
        var session = newSession();
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"content\":[{\"type\":\"text\",\"text\":\"packed\"}]}".getBytes(StandardCharsets.UTF_8));
        }
        var answer =
                send(request("POST", messages(session), HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()))
                        .header("Content-Encoding", "gzip")
                        .header("Accept", "application/json")
                        .header("Idempotency-Key", "k"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var accepted = ProtocolJson.read(SessionAnswers.Accepted.class, answer.body());
        assertThat(accepted.eventsUrl()).isEqualTo("/v1/sessions/" + session + "/events?after=1");
    }

    @Test
    void everyAddressRefusesWhatIsNotJson() throws Exception {
        var session = newSession();
        for (var route : new Routes(agent).all()) {
            if (route.request() == null) {
                continue;
            }
            var path = route.path().replace("{sid}", session).replace("{tid}", "trn_1");
            for (var body : List.of("", "{", "[]", "null", "7", "\u0000\u0001")) {
                var answer = send(request(route.method(), path, HttpRequest.BodyPublishers.ofString(body))
                        .header("Idempotency-Key", "k"));
                assertThat(answer.statusCode())
                        .as("%s %s <- %s", route.method(), path, body)
                        .isBetween(400, 499);
                assertThat(problem(answer).title()).isNotBlank().doesNotContain("Exception", "java.");
            }
        }
        assertThat(send(get("/v1/sessions/" + session)).statusCode()).isEqualTo(200);
    }

    @Test
    void everyAddressNeedsAKeyAndNamesTheUnknownSession() throws Exception {
        for (var route : new Routes(agent).all()) {
            var path = route.path().replace("{sid}", "ses_none").replace("{tid}", "trn_1");
            var body = HttpRequest.BodyPublishers.ofString("{}");
            var anonymous = client.send(
                    HttpRequest.newBuilder(uri(path))
                            .method(route.method(), body)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(problem(anonymous).name()).as(path).isEqualTo("unauthenticated");
            assertThat(anonymous.statusCode()).isEqualTo(401);
        }
        assertThat(problem(send(get("/v1/sessions/ses_none"))).name()).isEqualTo("unknown-session");
        assertThat(problem(send(get("/v1/nothing"))).name()).isEqualTo("not-found");
        assertThat(send(get("/health/live")).statusCode()).isEqualTo(200);
        assertThat(send(get("/health/ready")).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsTooLargeIsRefusedWithItsLimit() throws Exception {
        var session = newSession();
        var text = "x".repeat(2 << 20);
        var answer = send(post(messages(session), "{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}")
                .header("Idempotency-Key", "k"));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(problem(answer).title()).contains("1048576");
    }

    @Test
    void pagesOfOtherOriginsAndNamesAreRefused() throws Exception {
        var foreign = send(get("/v1/capabilities").header("Origin", "http://evil.example"));
        assertThat(problem(foreign).name()).isEqualTo("forbidden");
        var own = send(get("/v1/capabilities").header("Origin", "http://127.0.0.1:" + server.port()));
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(raw("GET /v1/capabilities HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer " + KEY
                        + "\r\nConnection: close\r\n\r\n"))
                .isEqualTo("HTTP/1.1 403");
    }

    @Test
    void anotherProtocolVersionIsRefusedWithTheSupportedOne() throws Exception {
        var answer = send(get("/v1/capabilities").header("Agent-Protocol-Version", "1999-01-01"));
        assertThat(problem(answer).name()).isEqualTo("unsupported-protocol-version");
        assertThat(problem(answer).detail()).contains("2026-11-01");
    }

    @Test
    void theDescriptionNamesEveryAddress() throws Exception {
        var description = send(get("/openapi.json")).body();
        for (var route : new Routes(agent).all()) {
            assertThat(description).contains("\"" + route.path() + "\":{");
        }
        assertThat(description)
                .contains("\"type\":{\"const\":\"turn.requires_action\"}")
                .contains("\"required\":[\"type\",\"sessionId\",\"toolResults\"]");
    }

    /// Until the last answer there is a database to answer from.
    @Test
    void whileItEndsAllIsAnsweredOrToBeAskedAgain() throws Exception {
        var session = newSession();
        var statuses = new ConcurrentLinkedQueue<Integer>();
        var bodies = new ConcurrentLinkedQueue<String>();
        var asking = new CountDownLatch(100);
        var askers = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 6; i++) {
                var number = i;
                askers.add(threads.submit(() -> {
                    while (true) {
                        var answer = send(
                                switch (number % 3) {
                                    case 0 -> get("/v1/sessions");
                                    case 1 -> post("/v1/sessions", NEW_SESSION);
                                    default -> get("/v1/sessions/" + session + "/events?after=0&live=none");
                                });
                        statuses.add(answer.statusCode());
                        bodies.add(answer.body());
                        asking.countDown();
                        if (answer.statusCode() == 503) {
                            assertThat(answer.headers().firstValue("Retry-After"))
                                    .contains("1");
                            assertThat(problem(answer).retryable()).isTrue();
                        }
                    }
                }));
            }
            asking.await();
            ServerMain.stop(agent, server);
        }
        assertThat(askers).allSatisfy(it -> assertThat(it.exceptionNow()).isInstanceOf(IOException.class));
        assertThat(statuses).as(String.join("\n", bodies)).allMatch(status -> status / 100 == 2 || status == 503);
    }

    @Test
    void whileItDrainsItSaysSoAndIsStillThere() throws Exception {
        var session = newSession();
        agent.drain();
        for (var request : List.of(
                get("/v1/sessions"),
                get("/v1/sessions/" + session),
                post("/v1/sessions", NEW_SESSION),
                post("/v1/sessions/" + session + "/executor", "{\"clientId\":\"cli_1\",\"force\":false}"))) {
            var answer = send(request);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(problem(answer).name()).isEqualTo("draining");
        }
        assertThat(send(get("/health/live")).statusCode()).isEqualTo(200);
        assertThat(send(get("/health/ready")).statusCode()).isEqualTo(503);
    }

    private String newSession() throws IOException, InterruptedException {
        var answer = send(post("/v1/sessions", NEW_SESSION));
        assertThat(answer.statusCode()).isEqualTo(201);
        return ProtocolJson.read(SessionAnswers.Created.class, answer.body())
                .sessionId()
                .value();
    }

    private static String messages(String session) {
        return "/v1/sessions/" + session + "/messages";
    }

    private HttpRequest.Builder get(String path) {
        return request("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    private HttpRequest.Builder post(String path, String body) {
        return request("POST", path, HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String method, String path, HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(uri(path))
                // what the listener takes as it closes is reset only when its process ends
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + KEY)
                .method(method, body);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Problem problem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        return ProtocolJson.read(Problem.class, answer.body());
    }

    /// What the HTTP client of the JDK would not send.
    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                OutputStream out = socket.getOutputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
        }
    }
}
