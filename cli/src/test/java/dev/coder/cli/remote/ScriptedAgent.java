package dev.coder.cli.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.Problem;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers;
import dev.coder.protocol.SessionId;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.TurnRequest;
import dev.coder.protocol.Usage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// The agent's side of one session over real HTTP, with a model that follows a script, and with streams that break
/// where
/// a test wants it. Keeps the rules of the wire: one result per call, one executor, one turn per key.
public final class ScriptedAgent implements AutoCloseable {

    /// One model call: what it streams, and the calls that it wants; without calls the turn ends.
    public record Step(List<String> deltas, List<ToolCall> calls) {}

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final List<Step> script;
    private final List<LoggedEvent> log = new ArrayList<>();
    private final Map<String, ToolResult> results = new LinkedHashMap<>();
    private final Map<String, Long> turnsByKey = new HashMap<>();
    private final Map<String, ToolCall> pending = new LinkedHashMap<>();
    private final List<Integer> cuts = new ArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private SessionAnswers.Executor executor = new SessionAnswers.Executor(null, 0);
    private String turnId = "";
    private boolean active;
    private int step;
    private int streamedBytes;

    public ScriptedAgent(List<Step> script) throws IOException {
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/sessions", this::handle);
        append(new AgentEvent.SessionCreated(new SessionId("ses_1"), "practice/demo", null));
        server.start();
    }

    public Endpoint endpoint() {
        return new Endpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "key");
    }

    /// The next streams break after so many bytes, one after the other; later ones are whole.
    public synchronized void cutNextStreams(List<Integer> afterBytes) {
        cuts.clear();
        cuts.addAll(afterBytes);
    }

    /// The next requests are refused with 503.
    public void refuseNext(int count) {
        refusals.set(count);
    }

    public synchronized List<ToolResult> results() {
        return List.copyOf(results.values());
    }

    public synchronized List<LoggedEvent> log() {
        return List.copyOf(log);
    }

    /// How many bytes all event streams had so far.
    public synchronized int streamedBytes() {
        return streamedBytes;
    }

    /// Another client takes the session over.
    public synchronized void executeElsewhere(String clientId) {
        executor = new SessionAnswers.Executor(clientId, executor.epoch() + 1);
        append(new AgentEvent.ExecutorChanged(clientId, executor.epoch()));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (refusals.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
                problem(exchange, Problem.of("overloaded", 503, "Too much to do", null));
                return;
            }
            answer(exchange, body);
        }
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        try {
            route(exchange, body);
        } catch (RefusedException e) {
            problem(exchange, e.problem());
        }
    }

    private void route(HttpExchange exchange, String body) throws IOException {
        var path = exchange.getRequestURI().getPath();
        switch (exchange.getRequestMethod() + " "
                + path.replace("/v1/sessions", "").replaceAll("trn_\\d+", "T")) {
            case "POST " -> json(exchange, created(ProtocolJson.read(SessionRequests.CreateSession.class, body)));
            case "GET " -> json(exchange, new SessionAnswers.SessionList(List.of(state()), null));
            case "GET /ses_1" -> json(exchange, state());
            case "PATCH /ses_1" -> json(exchange, state());
            case "PUT /ses_1/tools" -> json(exchange, new SessionAnswers.ToolsAccepted("sha256:0"));
            case "POST /ses_1/executor" ->
                json(exchange, claimed(ProtocolJson.read(SessionRequests.ClaimExecutor.class, body)));
            case "POST /ses_1/messages" -> stream(exchange, messaged(exchange, body), true);
            case "POST /ses_1/compact" -> stream(exchange, compacted(body), true);
            case "POST /ses_1/turns/T/steer" -> steered(exchange, body);
            case "POST /ses_1/continuations" -> stream(exchange, continued(exchange, body), true);
            case "GET /ses_1/events" -> events(exchange);
            case "POST /ses_1/turns/T/cancel" -> cancelled(exchange);
            default -> throw new RefusedException(Problem.of("unknown-session", 404, "There is no such session", null));
        }
    }

    private synchronized SessionAnswers.Created created(SessionRequests.CreateSession request) {
        executor = new SessionAnswers.Executor(request.client().instanceId(), 1);
        return new SessionAnswers.Created(
                new SessionId("ses_1"), null, "2026-11-01", executor, "idle", "practice/demo", log.size());
    }

    private synchronized SessionAnswers.SessionState state() {
        var status = !active ? "idle" : pending.isEmpty() ? "running" : "requires_action";
        return new SessionAnswers.SessionState(
                new SessionId("ses_1"),
                null,
                status,
                "m",
                turnId,
                List.copyOf(pending.values()),
                executor,
                null,
                null,
                log.size(),
                0,
                0,
                null,
                null,
                null);
    }

    private synchronized SessionAnswers.Executor claimed(SessionRequests.ClaimExecutor request) {
        var holder = executor.clientId();
        if (holder != null && !holder.equals(request.clientId())) {
            if (!request.force()) {
                throw new RefusedException(Problem.of("not-the-executor", 409, "Another client executes", null));
            }
            executeElsewhere(request.clientId());
        }
        return executor;
    }

    private synchronized long messaged(HttpExchange exchange, String body) {
        mustExecute(exchange);
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        return turnsByKey.computeIfAbsent(key, _ -> {
            var prompt = ProtocolJson.read(TurnRequest.Prompt.class, body);
            var before = (long) log.size();
            turnId = "trn_" + (turnsByKey.size() + 1);
            active = true;
            append(new AgentEvent.TurnStarted(turnId, "msg_u"));
            append(new AgentEvent.UserMessage(turnId, "msg_u", prompt.content()));
            callModel();
            return before;
        });
    }

    private synchronized long compacted(String body) {
        var wish = ProtocolJson.read(TurnRequest.Compact.class, body);
        var before = (long) log.size();
        turnId = "trn_" + (turnsByKey.size() + 100);
        append(new AgentEvent.TurnStarted(turnId, "msg_c"));
        append(new AgentEvent.CompactionStarted(turnId, wish.instructions()));
        append(new AgentEvent.ContextCompacted(turnId, "SUMMARY"));
        append(new AgentEvent.TurnCompleted(turnId, "end_turn", Usage.NONE));
        return before;
    }

    private synchronized void steered(HttpExchange exchange, String body) throws IOException {
        if (!active) {
            throw new RefusedException(Problem.of("turn-not-in-progress", 409, "The turn is over", null));
        }
        append(new AgentEvent.SteerAccepted(
                turnId,
                "msg_s",
                ProtocolJson.read(SessionRequests.Steer.class, body).content()));
        json(exchange, new SessionAnswers.Accepted(turnId, "queued", ""));
    }

    private synchronized long continued(HttpExchange exchange, String body) {
        mustExecute(exchange);
        var request = ProtocolJson.read(TurnRequest.Continuation.class, body);
        for (var result : request.toolResults()) {
            accept(result);
        }
        if (active && pending.isEmpty() && log.getLast().event() instanceof AgentEvent.ToolResultRecorded) {
            callModel();
        } else if (!pending.isEmpty()) {
            append(requiresAction());
        }
        var after = request.after();
        return after == null ? log.size() : after;
    }

    private void accept(ToolResult result) {
        var known = results.putIfAbsent(result.id(), result);
        if (known != null && !known.equals(result)) {
            throw new RefusedException(Problem.of("tool-result-conflict", 409, "A different result", null));
        }
        if (known == null) {
            pending.remove(result.id());
            append(new AgentEvent.ToolResultRecorded(turnId, result));
        }
    }

    private void callModel() {
        var next = script.get(step++);
        var modelCallId = "mc_" + step;
        append(new AgentEvent.ModelCallStarted(turnId, modelCallId, 1, "practice/demo"));
        next.deltas()
                .forEach(delta ->
                        log.add(new LoggedEvent(0, new AgentEvent.TextDelta(modelCallId, "msg_" + step, delta))));
        append(new AgentEvent.MessageCompleted(
                modelCallId, "msg_" + step, List.of(new Content.Text(String.join("", next.deltas())))));
        for (var call : next.calls()) {
            pending.put(call.id(), call);
            append(new AgentEvent.ToolCallRequested(
                    turnId, modelCallId, call.id(), call.toolName(), call.parameters(), "client", null, null));
        }
        if (pending.isEmpty()) {
            active = false;
            append(new AgentEvent.TurnCompleted(turnId, "end_turn", Usage.NONE));
        } else {
            append(requiresAction());
        }
    }

    private AgentEvent requiresAction() {
        return new AgentEvent.TurnRequiresAction(
                turnId,
                pending.keySet().stream()
                        .map(id -> new AgentEvent.TurnRequiresAction.Pending("tool_result", id))
                        .toList());
    }

    private synchronized void cancelled(HttpExchange exchange) throws IOException {
        if (active) {
            active = false;
            for (var id : List.copyOf(pending.keySet())) {
                accept(ToolResult.failure(id, ToolResult.CANCELLED, "cancelled"));
            }
            append(new AgentEvent.TurnCancelled(turnId, "user"));
        }
        json(exchange, new SessionAnswers.Accepted(turnId, "cancelled", ""));
    }

    private void mustExecute(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        if (!String.valueOf(executor.clientId()).equals(headers.getFirst("Agent-Client-Id"))
                || !Long.toString(executor.epoch()).equals(headers.getFirst("Agent-Executor-Epoch"))) {
            throw new RefusedException(Problem.of("not-the-executor", 409, "Another client executes", null));
        }
    }

    /// Live events stand in the log with no seq: they are sent on the way, and left out where the log is replayed.
    private synchronized void append(AgentEvent event) {
        log.add(new LoggedEvent(log.size() + 1L, event));
        notifyAll();
    }

    private void events(HttpExchange exchange) throws IOException {
        var query = exchange.getRequestURI().getQuery();
        var after = Long.parseLong(query.replaceAll(".*after=(\\d+).*", "$1"));
        if (query.contains("live=none")) {
            stream(exchange, after, false);
        } else {
            tail(exchange, after);
        }
    }

    /// From there on to the next boundary, or to the end of the log.
    private void stream(HttpExchange exchange, long after, boolean toBoundary) throws IOException {
        var text = new StringBuilder();
        for (var event : toBoundary ? from(after) : durable(after)) {
            text.append(frame(event));
            if (toBoundary && event.event() instanceof AgentEvent.TurnBoundary) {
                break;
            }
        }
        var out = open(exchange);
        write(out, text.toString().getBytes(StandardCharsets.UTF_8), nextCut());
        out.close();
    }

    private void tail(HttpExchange exchange, long after) throws IOException {
        var cut = nextCut();
        var seen = after;
        try {
            var out = open(exchange);
            while (true) {
                for (var event : durable(seen)) {
                    cut = write(out, frame(event).getBytes(StandardCharsets.UTF_8), cut);
                    seen = Math.max(seen, event.seq());
                }
                awaitMoreThan(seen);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitMoreThan(long seen) throws InterruptedException {
        while (log.size() <= seen) {
            wait();
        }
    }

    private synchronized List<LoggedEvent> from(long after) {
        return List.copyOf(log.subList((int) Math.min(after, log.size()), log.size()));
    }

    private List<LoggedEvent> durable(long after) {
        return from(after).stream().filter(event -> event.seq() != 0).toList();
    }

    private static String frame(LoggedEvent event) {
        var id = event.seq() == 0 ? "" : "id: " + event.seq() + "\n";
        return id + "data: " + ProtocolJson.writeEvent(event) + "\n\n";
    }

    private synchronized int nextCut() {
        return cuts.isEmpty() ? Integer.MAX_VALUE : cuts.removeFirst();
    }

    private static OutputStream open(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    /// @return how many bytes may still be sent
    private int write(OutputStream out, byte[] bytes, int cut) throws IOException {
        out.write(bytes, 0, Math.min(bytes.length, cut));
        out.flush();
        synchronized (this) {
            streamedBytes += bytes.length;
        }
        if (bytes.length >= cut) {
            throw new IOException("cut on purpose");
        }
        return cut - bytes.length;
    }

    private static void json(HttpExchange exchange, Object answer) throws IOException {
        send(exchange, 200, ProtocolJson.writeBytes(answer));
    }

    private static void problem(HttpExchange exchange, Problem problem) throws IOException {
        send(exchange, problem.status(), ProtocolJson.writeBytes(problem));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
