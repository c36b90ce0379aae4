package dev.coder.cli.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// An agent over real HTTP that speaks the wire and lies: each request is answered as a test wants it, in JSON that no
/// type has seen. It keeps no rule. Without a word of the test it has one idle session, `ses_1`.
public final class LyingAgent implements AutoCloseable {

    /// One answer, on one thread of its own.
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange, String body) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final LinkedHashMap<String, Answer> answers = new LinkedHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger seq = new AtomicInteger(100);
    private final CountDownLatch closed = new CountDownLatch(1);

    public LyingAgent() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        says("POST /v1/sessions", created("ses_1"));
        says("GET /v1/sessions", "{\"sessions\":[" + state("ses_1") + "]}");
        says("GET /v1/sessions/[^/]*", state("ses_1"));
        says("POST /v1/sessions/[^/]*/executor", "{\"epoch\":2}");
        says("POST /v1/sessions/[^/]*/fork", created("ses_2"));
        streams("GET /v1/sessions/[^/]*/events");
        server.start();
    }

    /// From here on requests whose method and path match are answered so; what was said last counts.
    public synchronized LyingAgent answers(String request, Answer answer) {
        answers.putFirst(request, answer);
        return this;
    }

    public LyingAgent says(String request, String json) {
        return answers(request, (exchange, _) -> {
            var body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });
    }

    /// A stream of these events, which then ends.
    public LyingAgent streams(String request, String... events) {
        return answers(request, (exchange, _) -> stream(exchange, events));
    }

    /// A stream of these events, which goes on without a word until this agent is closed.
    public LyingAgent hangsAfter(String request, String... events) {
        return answers(request, (exchange, _) -> {
            stream(exchange, events);
            closed.await();
        });
    }

    /// Begins a stream, or goes on with it. An event whose number is `SEQ` gets the next one.
    public OutputStream stream(HttpExchange exchange, String... events) throws IOException {
        if (exchange.getResponseCode() < 0) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
        }
        var out = exchange.getResponseBody();
        for (var event : events) {
            var numbered = event.replace("SEQ", Integer.toString(seq.incrementAndGet()));
            out.write(("data: " + numbered + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
        return out;
    }

    public static String created(String id) {
        return "{\"sessionId\":\"" + id + "\",\"protocolVersion\":\"2026-11-01\",\"executor\":{\"epoch\":1},"
                + "\"status\":\"idle\",\"model\":\"m\",\"seq\":1}";
    }

    public static String state(String id) {
        return "{\"sessionId\":\"" + id + "\",\"title\":\"an old one\",\"status\":\"idle\",\"model\":\"m\",\"turnId\":"
                + "\"trn_1\",\"pending\":[],\"executor\":{\"epoch\":1},\"seq\":4,\"createdAt\":1,\"lastActiveAt\":1}";
    }

    /// What an agent answers that knows no such session.
    public static void unknown(HttpExchange exchange) throws IOException {
        var problem = "{\"type\":\"urn:agent:problem:unknown-session\",\"title\":\"no such session\",\"status\":404}"
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        exchange.sendResponseHeaders(404, problem.length);
        exchange.getResponseBody().write(problem);
        exchange.close();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public Endpoint endpoint() {
        return new Endpoint(address(), null);
    }

    /// What was asked so far: method, path and body.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        requests.add(asked + " " + body);
        try (exchange) {
            answer(asked).to(exchange, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Answer answer(String asked) {
        return answers.entrySet().stream()
                .filter(entry -> asked.matches(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse((exchange, _) -> exchange.sendResponseHeaders(204, -1));
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
