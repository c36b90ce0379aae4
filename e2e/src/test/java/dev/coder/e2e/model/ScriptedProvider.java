package dev.coder.e2e.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A model provider that answers from a script, over real HTTP, in all four wire formats at once.
///
/// It keeps no state of a conversation: a request that shows *n* replies of the model gets step *n + 1*, so a request
/// that is sent twice is answered twice the same. Every request is recorded and checked; what must not be is in
/// [#violations].
public final class ScriptedProvider implements AutoCloseable {

    /// The only key that is accepted, unless others are named.
    public static final String KEY = "scripted-key";

    private final Scenario scenario;
    private final Set<String> keys;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<Recorded> requests = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final List<String> refusedKeys = new CopyOnWriteArrayList<>();

    private ScriptedProvider(Scenario scenario, Set<String> keys, HttpServer server) {
        this.scenario = scenario;
        this.keys = keys;
        this.server = server;
    }

    public static ScriptedProvider start(Scenario scenario) {
        return start(scenario, KEY);
    }

    /// @param keys the only ones that are accepted
    public static ScriptedProvider start(Scenario scenario, String... keys) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var provider = new ScriptedProvider(scenario, Set.of(keys), HttpServer.create(address, 0));
            provider.server.setExecutor(provider.threads);
            provider.server.createContext("/", provider::handle);
            provider.server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// The next requests go wrong in this way, one fault each.
    public void next(Fault... oneForEachRequest) {
        faults.addAll(List.of(oneForEachRequest));
    }

    /// The requests that asked for the scripted model, in the order of their arrival.
    public List<Recorded> requests() {
        return List.copyOf(requests);
    }

    /// One line for each thing that a real provider would have refused, or that changes what was said before.
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /// The keys of the requests that were refused for their key.
    public List<String> refusedKeys() {
        return List.copyOf(refusedKeys);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var wire = Wire.serving(path);
        if (wire.isPresent()) {
            answer(exchange, wire.get());
        } else {
            violations.add("unexpected request " + exchange.getRequestMethod() + " " + path);
            refuse(exchange, new Fault.Status(404, Map.of(), "{}"));
        }
    }

    private void answer(HttpExchange exchange, Wire wire) throws IOException {
        var format = wire.format();
        var body = Json.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var key = key(exchange, format);
        if (!keys.contains(key)) {
            refusedKeys.add(key);
            refuse(exchange, new Fault.Status(401, Map.of(), "{\"error\":{\"message\":\"wrong key\"}}"));
            return;
        }
        var conversation = format.read(body);
        record(wire, key, body, conversation);
        var reply = new Reply(conversation.replies(), wire.modelName(), scenario.step(conversation.replies()));
        switch (faults.poll()) {
            case Fault.Status status -> refuse(exchange, status);
            case Fault.Cut(int events) -> stream(exchange, format, reply, events);
            case Fault.Hold(var reached, var release) -> {
                reached.countDown();
                await(release);
                stream(exchange, format, reply, Integer.MAX_VALUE);
            }
            case null -> stream(exchange, format, reply, Integer.MAX_VALUE);
        }
    }

    private static String key(HttpExchange exchange, WireFormat format) {
        var header = String.valueOf(exchange.getRequestHeaders().getFirst(format.keyHeader()));
        return header.substring(
                Math.min(header.length(), format.keyHeaderValue().length() - KEY.length()));
    }

    private synchronized void record(Wire wire, String key, JsonNode body, Conversation seen) {
        int number = requests.size() + 1;
        var found = new ArrayList<>(ConversationCheck.violations(seen, scenario));
        if (seen.tools().isEmpty()) {
            found.add("no tools");
        }
        if (!requests.isEmpty() && !requests.getLast().conversation().tools().equals(seen.tools())) {
            found.add("the tools changed, or their order did: " + seen.tools());
        }
        if (wire != Wire.GEMINI && !body.path("stream").asBoolean()) {
            found.add("not streaming");
        }
        requests.add(new Recorded(number, wire, key, body, seen));
        found.forEach(violation -> violations.add("%s request %d: %s".formatted(wire, number, violation)));
    }

    private static void stream(HttpExchange exchange, WireFormat format, Reply reply, int limit) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        var body = new BufferedOutputStream(exchange.getResponseBody());
        format.write(reply, new EventWriter(body, limit));
        body.close();
    }

    private static void refuse(HttpExchange exchange, Fault.Status status) throws IOException {
        status.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        var bytes = status.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status.code(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
