package dev.coder.server;

import dev.coder.agent.Agent;
import dev.coder.agent.loop.Sessions;
import dev.coder.agent.session.RefusedException;
import dev.coder.protocol.Problem;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agent on the network. Every request runs on a virtual thread of its own, from the check of its key to the last
/// byte of its answer; every refusal is a problem document (RFC 9457).
final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final String PROCESS = "/v1/agent";
    private static final String SESSIONS = "/v1/sessions";
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);
    private static final long LOOK_MS = 5;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Agent agent;
    private final Access access;
    private final InetAddress address;
    private final int wantedPort;
    private final Runnable onRequest;
    private final WebServer server;
    /// Requests that are being answered.
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean closing;

    /// @param port      0 for any free one
    /// @param more      routes beside those of the sessions
    /// @param onRequest called at the start of every request that was let in and is not about the process itself
    HttpServer(Agent agent, Access access, InetAddress address, int port, List<Route> more, Runnable onRequest) {
        this.agent = agent;
        this.access = access;
        this.address = address;
        this.wantedPort = port;
        this.onRequest = onRequest;
        var routes = new ArrayList<>(new Routes(agent).all());
        routes.addAll(more);
        routes.add(Route.open("/health/live", "Whether the process answers", SessionAnswers.Health.class, this::live));
        routes.add(Route.open("/health/ready", "Whether it takes work", SessionAnswers.Health.class, this::ready));
        var description = OpenApi.describe(routes);
        routes.add(Route.open(
                "/openapi.json", "This description", null, exchange -> exchange.text("application/json", description)));
        this.server = WebServer.builder()
                .address(address)
                .port(port)
                .shutdownHook(false)
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                .contentEncoding(encodings ->
                        encodings.contentEncodingsDiscoverServices(false).addContentEncoding(new GzipRequests()))
                .routing(rules -> register(rules, routes))
                .build();
    }

    /// @throws StartException when the address cannot be listened on
    void start() {
        server.start();
        if (!server.isRunning()) {
            throw new StartException("The agent cannot listen on " + address.getHostAddress() + ":" + wantedPort
                    + ": choose a free port with --port, or an address of this machine with --host.");
        }
    }

    int port() {
        return server.port();
    }

    private void register(HttpRouting.Builder rules, List<Route> routes) {
        for (var route : routes) {
            rules.route(
                    Method.create(route.method()),
                    route.path(),
                    (request, response) -> answer(route, request, response));
        }
        rules.any((request, response) -> problem(
                response,
                Problem.of(
                        "not-found",
                        404,
                        "There is nothing at " + request.path().path() + ".",
                        "See /openapi.json.")));
    }

    private void answer(Route route, ServerRequest request, ServerResponse response) {
        var start = System.nanoTime();
        underWay.incrementAndGet();
        try {
            refuseWhileEnding(route);
            refuseForeignPages(request);
            refuseOtherVersions(request);
            var owner = route.open() ? "" : owner(request);
            if (!route.path().startsWith(PROCESS)) {
                onRequest.run();
            }
            answer(route, new Exchange(request, response, owner));
        } catch (RefusedException e) {
            problem(response, e.problem());
        } catch (RuntimeException e) {
            LOG.error("{} {} broke", route.method(), route.path(), e);
            problem(response, Problem.of("internal", 500, "The agent broke on this request.", "Its log says why."));
        } finally {
            underWay.decrementAndGet();
            RequestLog.answered(request, response, start);
        }
    }

    /// Whether it ends can be asked to the last; all else is to be asked again, elsewhere or later.
    private void refuseWhileEnding(Route route) {
        if (closing || (agent.draining() && route.path().startsWith(SESSIONS))) {
            throw new RefusedException(new Problem(
                    Problem.PREFIX + "draining",
                    "This agent is shutting down.",
                    503,
                    "Try again in a second.",
                    null,
                    null,
                    true));
        }
    }

    private static void answer(Route route, Exchange exchange) {
        try {
            route.handler().handle(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!exchange.streaming()) {
                throw e;
            }
            LOG.error(
                    "{} {} broke in the middle of its stream; the client attaches again",
                    route.method(),
                    route.path(),
                    e);
        }
    }

    private String owner(ServerRequest request) {
        return access.owner(request.headers().first(HeaderNames.AUTHORIZATION))
                .orElseThrow(() -> RefusedException.of(
                        "unauthenticated",
                        401,
                        "The API key is missing or not known to this agent.",
                        "Set CODER_API_KEY to a key of this agent."));
    }

    /// A web page that the user visits must not reach an agent on loopback, not even by a name that it points
    /// there.
    private void refuseForeignPages(ServerRequest request) {
        if (!address.isLoopbackAddress()) {
            return;
        }
        var origin = request.headers().first(HeaderNames.ORIGIN);
        if (!LOOPBACK.contains(hostOf(request.authority()))
                || origin.filter(this::foreign).isPresent()) {
            throw RefusedException.of("forbidden", 403, "This agent serves programs on its own machine only.", null);
        }
    }

    private boolean foreign(String origin) {
        return LOOPBACK.stream().noneMatch(host -> origin.equals("http://" + host + ":" + port()));
    }

    private static String hostOf(String authority) {
        return authority.replaceFirst(":\\d+$", "");
    }

    private static void refuseOtherVersions(ServerRequest request) {
        var version = request.headers().first(HeaderNames.create("Agent-Protocol-Version"));
        if (version.filter(wanted -> !wanted.equals(Sessions.PROTOCOL_VERSION)).isPresent()) {
            throw RefusedException.of(
                    "unsupported-protocol-version",
                    400,
                    "The protocol version " + version.get() + " is not spoken here.",
                    "supported: " + Sessions.PROTOCOL_VERSION);
        }
    }

    private static void problem(ServerResponse response, Problem problem) {
        response.status(problem.status());
        response.header("Content-Type", "application/problem+json");
        if (problem.status() == 503) {
            response.header("Retry-After", "1");
        }
        response.send(ProtocolJson.writeBytes(problem));
    }

    private void live(Exchange exchange) {
        exchange.json(200, new SessionAnswers.Health("up", null));
    }

    private void ready(Exchange exchange) {
        if (agent.draining()) {
            exchange.json(503, new SessionAnswers.Health("draining", null));
        } else if (!agent.database().reachable()) {
            exchange.json(503, new SessionAnswers.Health("down", "The database does not answer."));
        } else {
            exchange.json(200, new SessionAnswers.Health("up", null));
        }
    }

    static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartException("The host " + host + " is not known: give an address of this machine to --host.");
        }
    }

    /// Answers what is under way, and takes no more. The agent must not have ended before: it is asked to the last.
    @Override
    public void close() {
        closing = true;
        try {
            var end = System.nanoTime() + LAST_ANSWERS.toNanos();
            while (underWay.get() > 0 && System.nanoTime() < end) {
                Thread.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop();
    }
}
