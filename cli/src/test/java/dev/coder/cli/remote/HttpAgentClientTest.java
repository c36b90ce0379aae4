package dev.coder.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.protocol.SessionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpAgentClientTest {

    private static final Contact.Patience SHORT =
            new Contact.Patience(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofMillis(2));
    private static final String STATE = "{\"sessionId\":\"ses_1\",\"status\":\"idle\",\"model\":\"m\",\"pending\":[],"
            + "\"executor\":{\"epoch\":1},\"seq\":4,\"createdAt\":1,\"lastActiveAt\":1}";

    private HttpServer server;
    private final List<Integer> statuses = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private String body = STATE;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            seen.add(headers.getFirst("Authorization") + " " + headers.getFirst("Agent-Protocol-Version"));
            var status = statuses.isEmpty() ? 200 : statuses.removeFirst();
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsTheKeyAndTheProtocolVersion() throws InterruptedException {
        assertThat(client("k").session(new SessionId("ses_1")).seq()).isEqualTo(4);
        assertThat(seen).containsExactly("Bearer k 2026-11-01");
    }

    @Test
    void comesAgainWhenTheAgentIsBusy() throws InterruptedException {
        statuses.addAll(List.of(503, 502, 504));
        assertThat(client(null).session(new SessionId("ses_1")).sessionId()).isEqualTo(new SessionId("ses_1"));
        assertThat(seen).hasSize(4);
    }

    @Test
    void doesNotRepeatWhatIsRefused() {
        statuses.add(401);
        body =
                "{\"type\":\"urn:agent:problem:unauthenticated\",\"title\":\"The key is not known\",\"status\":401,\"retryable\":false}";
        var refusal =
                catchThrowableOfType(RefusedException.class, () -> client("k").session(new SessionId("ses_1")));
        assertThat(refusal.toStop().exitCode()).isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(refusal.toStop().sentence()).isEqualTo("The key is not known");
        assertThat(seen).hasSize(1);
    }

    @Test
    void saysWhenSomethingElseAnswers() {
        body = "<html>Welcome</html>";
        var refusal =
                catchThrowableOfType(RefusedException.class, () -> client("k").session(new SessionId("ses_1")));
        assertThat(refusal.toStop().sentence()).contains("is not a Coder agent").contains("--agent-url");
    }

    @Test
    void givesUpSoonWhenNobodyEverAnswered() {
        server.stop(0);
        var stop = catchThrowableOfType(StopException.class, () -> client("k").session(new SessionId("ses_1")));
        assertThat(stop.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(stop.sentence()).contains("connection refused").contains("--agent-url");
    }

    @Test
    void saysHowToGoOnWhenAKnownAgentIsGone() throws InterruptedException {
        var client = client("k");
        client.session(new SessionId("ses_1"));
        server.stop(0);
        var stop = catchThrowableOfType(StopException.class, () -> client.session(new SessionId("ses_1")));
        assertThat(stop.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(stop.sentence()).contains("coder --continue");
    }

    @Test
    void knowsWhatStaysOnThisMachine() {
        assertThat(List.of("http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1"))
                .allMatch(url -> new Endpoint(URI.create(url), null).loopback());
        assertThat(new Endpoint(URI.create("http://127.example.com"), null).loopback())
                .isFalse();
    }

    private HttpAgentClient client(@Nullable String key) {
        var endpoint = new Endpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), key);
        return new HttpAgentClient(_ -> endpoint, "test", SHORT, text -> text);
    }
}
