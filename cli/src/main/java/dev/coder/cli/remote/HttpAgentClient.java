package dev.coder.cli.remote;

import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.Problem;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers;
import dev.coder.protocol.SessionId;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.TurnRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.BiFunction;
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
    public String origin() {
        return address.origin();
    }

    @Override
    public SessionAnswers.Capabilities capabilities() throws InterruptedException {
        return answer(
                SessionAnswers.Capabilities.class,
                new HttpRequest("GET", "/v1/capabilities", JSON),
                (_, capabilities) -> capabilities);
    }

    @Override
    public SessionAnswers.Created createSession(SessionRequests.CreateSession request) throws InterruptedException {
        return answer(
                SessionAnswers.Created.class,
                new HttpRequest("POST", "/v1/sessions", JSON)
                        .with("Idempotency-Key", UUID.randomUUID().toString())
                        .body(request),
                AgentNames::checked);
    }

    @Override
    public SessionAnswers.SessionState session(SessionId sessionId) throws InterruptedException {
        return answer(
                SessionAnswers.SessionState.class,
                new HttpRequest("GET", path(sessionId, ""), JSON),
                (names, state) -> names.checked(sessionId, state));
    }

    @Override
    public SessionAnswers.SessionList sessions(SessionQuery query) throws InterruptedException {
        var path = "/v1/sessions?limit=" + query.limit()
                + parameter("workspace", query.workspaceId())
                + parameter("q", query.text() == null ? null : http.hidden(query.text()))
                + parameter("before", query.before());
        return answer(SessionAnswers.SessionList.class, new HttpRequest("GET", path, JSON), AgentNames::checked);
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + encode(value);
    }

    @Override
    public SessionAnswers.Created fork(SessionId sessionId, SessionRequests.Fork request) throws InterruptedException {
        return answer(
                SessionAnswers.Created.class,
                new HttpRequest("POST", path(sessionId, "/fork"), JSON).body(request),
                AgentNames::checked);
    }

    @Override
    public void remove(SessionId sessionId) throws InterruptedException {
        discard(new HttpRequest("DELETE", path(sessionId, ""), JSON));
    }

    @Override
    public void updateSession(SessionId sessionId, SessionRequests.UpdateSession request) throws InterruptedException {
        discard(new HttpRequest("PATCH", path(sessionId, ""), JSON).body(request));
    }

    @Override
    public void replaceTools(SessionId sessionId, SessionRequests.ReplaceTools request) throws InterruptedException {
        discard(new HttpRequest("PUT", path(sessionId, "/tools"), JSON).body(request));
    }

    @Override
    public SessionAnswers.Executor claimExecutor(SessionId sessionId, SessionRequests.ClaimExecutor request)
            throws InterruptedException {
        return answer(
                SessionAnswers.Executor.class,
                new HttpRequest("POST", path(sessionId, "/executor"), JSON).body(request),
                AgentNames::checked);
    }

    @Override
    public void cancel(SessionId sessionId, String turnId, String reason) throws InterruptedException {
        discard(new HttpRequest("POST", path(sessionId, "/turns/" + encode(turnId) + "/cancel"), JSON)
                .body(new SessionRequests.CancelTurn(reason)));
    }

    @Override
    public void steer(SessionId sessionId, String turnId, SessionRequests.Steer request, String requestKey)
            throws InterruptedException {
        discard(new HttpRequest("POST", path(sessionId, "/turns/" + encode(turnId) + "/steer"), JSON)
                .with("Idempotency-Key", requestKey)
                .body(request));
    }

    @Override
    public EventStream send(
            SessionId sessionId, TurnRequest request, String requestKey, SessionAnswers.Executor executor)
            throws InterruptedException {
        var post = switch (request) {
            case TurnRequest.Prompt _ ->
                new HttpRequest("POST", path(sessionId, "/messages"), STREAM).with("Idempotency-Key", requestKey);
            case TurnRequest.Compact _ ->
                new HttpRequest("POST", path(sessionId, "/compact"), STREAM).with("Idempotency-Key", requestKey);
            case TurnRequest.Continuation _ -> new HttpRequest("POST", path(sessionId, "/continuations"), STREAM);
        };
        return stream(sessionId, as(executor, post).body(request));
    }

    @Override
    public EventStream events(SessionId sessionId, long after) throws InterruptedException {
        return stream(
                sessionId, new HttpRequest("GET", path(sessionId, "/events?after=" + after + "&live=sse"), STREAM));
    }

    @Override
    public EventStream events(SessionId sessionId, long after, SessionAnswers.Executor executor)
            throws InterruptedException {
        var path = path(sessionId, "/events?after=" + after + "&live=sse");
        return stream(sessionId, as(executor, new HttpRequest("GET", path, STREAM)));
    }

    private static HttpRequest as(SessionAnswers.Executor executor, HttpRequest request) {
        return request.with("Agent-Client-Id", String.valueOf(executor.clientId()))
                .with("Agent-Executor-Epoch", Long.toString(executor.epoch()));
    }

    @Override
    public EventStream history(SessionId sessionId, long after) throws InterruptedException {
        return stream(
                sessionId, new HttpRequest("GET", path(sessionId, "/events?after=" + after + "&live=none"), STREAM));
    }

    @Override
    public Contact newContact() {
        return new Contact(patience, () -> met, () -> lastSeenAt);
    }

    private <T> T answer(Class<T> type, HttpRequest request, BiFunction<AgentNames, T, T> checked)
            throws InterruptedException {
        return persist(request, (names, body) -> checked.apply(names, ProtocolJson.read(type, body.readAllBytes())));
    }

    private void discard(HttpRequest request) throws InterruptedException {
        persist(request, (_, body) -> body.readAllBytes());
    }

    private EventStream stream(SessionId sessionId, HttpRequest request) throws InterruptedException {
        return persist(request, (names, body) -> new EventStream(body, names, sessionId));
    }

    /// Sends the request until it is answered.
    private <T> T persist(HttpRequest request, Reading<T> reading) throws InterruptedException {
        var contact = newContact();
        Endpoint failed = null;
        while (true) {
            var endpoint = address.locate(failed);
            lastSeenAt = endpoint.toString();
            try {
                var result = reading.read(new AgentNames(endpoint), http.send(endpoint, request));
                met = true;
                endpoint.accepted();
                return result;
            } catch (RefusedException e) {
                throw endpoint.explained(e);
            } catch (MalformedJsonException e) {
                if (e.isAboutAName()) {
                    throw new AgentNames(endpoint).answeredWith(String.valueOf(e.getMessage()));
                }
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

    private static String path(SessionId sessionId, String rest) {
        return "/v1/sessions/" + sessionId + rest;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(AgentNames names, InputStream body) throws IOException;
    }
}
