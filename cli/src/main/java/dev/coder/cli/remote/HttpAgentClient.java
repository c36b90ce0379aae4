package dev.coder.cli.remote;

import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.Problem;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.TurnRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The agent over HTTP. Thread-safe.
public final class HttpAgentClient implements AgentClient {

    private static final String STREAM = "text/event-stream";
    private static final String JSON = "application/json";

    private final AgentAddress address;
    private final HttpExchange http;
    private final Contact.Patience patience;
    private volatile boolean met;
    private volatile String lastSeenAt = "";

    /// @param gate what every string passes before it leaves
    public HttpAgentClient(
            AgentAddress address, String version, Contact.Patience patience, UnaryOperator<String> gate) {
        this(address, Network.PLAIN, version, patience, Gate.of(gate));
    }

    public HttpAgentClient(
            AgentAddress address, Network network, String version, Contact.Patience patience, Gate gate) {
        this.address = address;
        this.http = new HttpExchange(network, version, HttpExchange.CONNECT, HttpExchange.SILENCE, gate);
        this.patience = patience;
    }

    @Override
    public SessionAnswers.Capabilities capabilities() throws InterruptedException {
        return answer(SessionAnswers.Capabilities.class, new HttpRequest("GET", "/v1/capabilities", JSON));
    }

    @Override
    public SessionAnswers.Created createSession(SessionRequests.CreateSession request) throws InterruptedException {
        return answer(
                SessionAnswers.Created.class,
                new HttpRequest("POST", "/v1/sessions", JSON)
                        .with("Idempotency-Key", UUID.randomUUID().toString())
                        .body(request));
    }

    @Override
    public SessionAnswers.SessionState session(String sessionId) throws InterruptedException {
        return answer(SessionAnswers.SessionState.class, new HttpRequest("GET", path(sessionId, ""), JSON));
    }

    @Override
    public SessionAnswers.SessionList sessions(SessionQuery query) throws InterruptedException {
        var path = "/v1/sessions?limit=" + query.limit()
                + parameter("workspace", query.workspaceId())
                + parameter("q", query.text() == null ? null : http.hidden(query.text()))
                + parameter("before", query.before());
        return answer(SessionAnswers.SessionList.class, new HttpRequest("GET", path, JSON));
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + encode(value);
    }

    @Override
    public SessionAnswers.Created fork(String sessionId, SessionRequests.Fork request) throws InterruptedException {
        return answer(
                SessionAnswers.Created.class, new HttpRequest("POST", path(sessionId, "/fork"), JSON).body(request));
    }

    @Override
    public void remove(String sessionId) throws InterruptedException {
        discard(new HttpRequest("DELETE", path(sessionId, ""), JSON));
    }

    @Override
    public void updateSession(String sessionId, SessionRequests.UpdateSession request) throws InterruptedException {
        discard(new HttpRequest("PATCH", path(sessionId, ""), JSON).body(request));
    }

    @Override
    public void replaceTools(String sessionId, SessionRequests.ReplaceTools request) throws InterruptedException {
        discard(new HttpRequest("PUT", path(sessionId, "/tools"), JSON).body(request));
    }

    @Override
    public SessionAnswers.Executor claimExecutor(String sessionId, SessionRequests.ClaimExecutor request)
            throws InterruptedException {
        return answer(
                SessionAnswers.Executor.class,
                new HttpRequest("POST", path(sessionId, "/executor"), JSON).body(request));
    }

    @Override
    public void cancel(String sessionId, String turnId, String reason) throws InterruptedException {
        discard(new HttpRequest("POST", path(sessionId, "/turns/" + encode(turnId) + "/cancel"), JSON)
                .body(new SessionRequests.CancelTurn(reason)));
    }

    @Override
    public void steer(String sessionId, String turnId, SessionRequests.Steer request, String requestKey)
            throws InterruptedException {
        discard(new HttpRequest("POST", path(sessionId, "/turns/" + encode(turnId) + "/steer"), JSON)
                .with("Idempotency-Key", requestKey)
                .body(request));
    }

    @Override
    public EventStream send(String sessionId, TurnRequest request, String requestKey, SessionAnswers.Executor executor)
            throws InterruptedException {
        var post = switch (request) {
            case TurnRequest.Prompt _ ->
                new HttpRequest("POST", path(sessionId, "/messages"), STREAM).with("Idempotency-Key", requestKey);
            case TurnRequest.Compact _ ->
                new HttpRequest("POST", path(sessionId, "/compact"), STREAM).with("Idempotency-Key", requestKey);
            case TurnRequest.Continuation _ -> new HttpRequest("POST", path(sessionId, "/continuations"), STREAM);
        };
        return stream(post.with("Agent-Client-Id", String.valueOf(executor.clientId()))
                .with("Agent-Executor-Epoch", Long.toString(executor.epoch()))
                .body(request));
    }

    @Override
    public EventStream events(String sessionId, long after) throws InterruptedException {
        return stream(new HttpRequest("GET", path(sessionId, "/events?after=" + after + "&live=sse"), STREAM));
    }

    @Override
    public EventStream history(String sessionId, long after) throws InterruptedException {
        return stream(new HttpRequest("GET", path(sessionId, "/events?after=" + after + "&live=none"), STREAM));
    }

    @Override
    public Contact newContact() {
        return new Contact(patience, () -> met, () -> lastSeenAt);
    }

    private <T> T answer(Class<T> type, HttpRequest request) throws InterruptedException {
        return persist(request, body -> ProtocolJson.read(type, body.readAllBytes()));
    }

    private void discard(HttpRequest request) throws InterruptedException {
        persist(request, InputStream::readAllBytes);
    }

    private EventStream stream(HttpRequest request) throws InterruptedException {
        return persist(request, EventStream::new);
    }

    /// Sends the request until it is answered.
    private <T> T persist(HttpRequest request, Reading<T> reading) throws InterruptedException {
        var contact = newContact();
        Endpoint failed = null;
        while (true) {
            var endpoint = address.locate(failed);
            lastSeenAt = endpoint.toString();
            try {
                var result = reading.read(http.send(endpoint, request));
                met = true;
                endpoint.accepted();
                return result;
            } catch (RefusedException e) {
                throw endpoint.explained(e);
            } catch (MalformedJsonException e) {
                throw new RefusedException(Problem.of(
                        "not-an-agent",
                        404,
                        "What answers at " + endpoint + " is not a Coder agent",
                        "check --agent-url"));
            } catch (IOException e) {
                contact.lost(e);
                failed = endpoint;
            }
        }
    }

    private static String path(String sessionId, String rest) {
        return "/v1/sessions/" + encode(sessionId) + rest;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(InputStream body) throws IOException;
    }
}
