package dev.coder.server;

import dev.coder.agent.Agent;
import dev.coder.agent.loop.Sessions;
import dev.coder.agent.loop.Turns;
import dev.coder.agent.session.RefusedException;
import dev.coder.agent.session.SessionStream;
import dev.coder.protocol.SessionAnswers;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.TurnRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Every address under `/v1/sessions`: read the request, let the agent do it, write the answer.
final class Routes {

    private static final Duration LONG_POLL = Duration.ofSeconds(25);
    private static final int PAGE = 20;

    private final Agent agent;
    private final Sessions sessions;
    private final Turns turns;

    Routes(Agent agent) {
        this.agent = agent;
        this.sessions = agent.sessions();
        this.turns = agent.turns();
    }

    List<Route> all() {
        return List.of(
                Route.of(
                        "GET",
                        "/v1/capabilities",
                        "Versions, models, limits, features",
                        null,
                        SessionAnswers.Capabilities.class,
                        200,
                        exchange -> exchange.json(200, capabilities())),
                Route.of(
                        "POST",
                        "/v1/sessions",
                        "Create a session",
                        SessionRequests.CreateSession.class,
                        SessionAnswers.Created.class,
                        201,
                        this::create),
                Route.of(
                        "GET",
                        "/v1/sessions",
                        "List sessions, the latest first (workspace, q, before, limit)",
                        null,
                        SessionAnswers.SessionList.class,
                        200,
                        this::list),
                Route.of(
                        "GET",
                        "/v1/sessions/{sid}",
                        "How a session stands",
                        null,
                        SessionAnswers.SessionState.class,
                        200,
                        exchange -> exchange.json(200, sessions.get(exchange.owner(), exchange.path("sid")))),
                Route.of(
                        "PATCH",
                        "/v1/sessions/{sid}",
                        "Rename a session, change its model, limits, workspace or goal",
                        SessionRequests.UpdateSession.class,
                        SessionAnswers.SessionState.class,
                        200,
                        this::update),
                Route.of("DELETE", "/v1/sessions/{sid}", "Remove a session", null, null, 204, this::remove),
                Route.of(
                        "POST",
                        "/v1/sessions/{sid}/fork",
                        "Make a session that begins with what was said in this one",
                        SessionRequests.Fork.class,
                        SessionAnswers.Created.class,
                        201,
                        this::fork),
                Route.of(
                        "PUT",
                        "/v1/sessions/{sid}/tools",
                        "Replace the tool set, from the next model call on",
                        SessionRequests.ReplaceTools.class,
                        SessionAnswers.ToolsAccepted.class,
                        200,
                        this::replaceTools),
                Route.of(
                        "POST",
                        "/v1/sessions/{sid}/executor",
                        "Claim the right to execute the session's calls",
                        SessionRequests.ClaimExecutor.class,
                        SessionAnswers.Executor.class,
                        200,
                        this::claim),
                Route.streaming(
                        "POST",
                        "/v1/sessions/{sid}/messages",
                        "Start a turn (whenBusy=reject|queue|steer)",
                        TurnRequest.Prompt.class,
                        this::prompt),
                Route.streaming(
                        "POST",
                        "/v1/sessions/{sid}/continuations",
                        "Answer tool calls; the turn goes on",
                        TurnRequest.Continuation.class,
                        this::resume),
                Route.streaming(
                        "POST",
                        "/v1/sessions/{sid}/compact",
                        "A turn that sums up what was said so far",
                        TurnRequest.Compact.class,
                        this::compact),
                Route.streaming(
                        "GET",
                        "/v1/sessions/{sid}/events",
                        "Resume, catch up, observe (after, live=sse|poll|none)",
                        null,
                        this::events),
                Route.of(
                        "POST",
                        "/v1/sessions/{sid}/turns/{tid}/cancel",
                        "Cancel a turn; harmless when it has ended",
                        SessionRequests.CancelTurn.class,
                        SessionAnswers.Accepted.class,
                        202,
                        this::cancel),
                Route.of(
                        "POST",
                        "/v1/sessions/{sid}/turns/{tid}/steer",
                        "Add user input to the running turn",
                        SessionRequests.Steer.class,
                        SessionAnswers.Accepted.class,
                        202,
                        this::steer));
    }

    private SessionAnswers.Capabilities capabilities() {
        var models = agent.models().names();
        return new SessionAnswers.Capabilities(
                "coder-agent",
                Version.CURRENT,
                List.of(Sessions.PROTOCOL_VERSION),
                models,
                agent.models().defaultModel().orElse(null),
                new SessionAnswers.Limits(
                        Exchange.MAX_BODY,
                        64 * 1024,
                        Sessions.MAX_TOOLS,
                        32,
                        agent.settings().maxModelCallsPerTurn(),
                        Math.toIntExact(agent.settings().streams().maxAge().toSeconds())),
                List.of("sse", "jsonl", "poll", "steer", "queue", "executor", "fork", "search", "compact"),
                agent.facts().from(models));
    }

    private void create(Exchange exchange) {
        exchange.json(201, sessions.create(exchange.owner(), exchange.body(SessionRequests.CreateSession.class)));
    }

    private void list(Exchange exchange) {
        var page = new Sessions.Page(
                exchange.query("workspace").orElse(null),
                exchange.query("q").orElse(""),
                exchange.query("before").orElse(null),
                exchange.queryNumber("limit").orElse((long) PAGE));
        exchange.json(200, sessions.list(exchange.owner(), page));
    }

    private void update(Exchange exchange) {
        var request = exchange.body(SessionRequests.UpdateSession.class);
        exchange.json(200, sessions.update(exchange.owner(), exchange.path("sid"), request));
    }

    private void remove(Exchange exchange) {
        sessions.remove(exchange.owner(), exchange.path("sid"));
        exchange.empty(204);
    }

    private void fork(Exchange exchange) {
        var request = exchange.body(SessionRequests.Fork.class);
        exchange.json(201, sessions.fork(exchange.owner(), exchange.path("sid"), request));
    }

    private void compact(Exchange exchange) {
        var request = exchange.body(TurnRequest.Compact.class);
        answer(exchange, turns.compact(exchange.owner(), exchange.path("sid"), exchange.once(), request));
    }

    private void replaceTools(Exchange exchange) {
        var request = exchange.body(SessionRequests.ReplaceTools.class);
        exchange.json(200, sessions.replaceTools(exchange.owner(), exchange.path("sid"), request));
    }

    private void claim(Exchange exchange) {
        var request = exchange.body(SessionRequests.ClaimExecutor.class);
        exchange.json(200, sessions.claim(exchange.owner(), exchange.path("sid"), request));
    }

    private void prompt(Exchange exchange) {
        var prompt = exchange.body(TurnRequest.Prompt.class);
        var whenBusy = exchange.query("whenBusy").map(Routes::whenBusy).orElse(Turns.WhenBusy.REJECT);
        var answer = turns.prompt(exchange.owner(), exchange.path("sid"), exchange.once(), prompt, whenBusy);
        answer(exchange, answer);
    }

    private static Turns.WhenBusy whenBusy(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "reject" -> Turns.WhenBusy.REJECT;
            case "queue" -> Turns.WhenBusy.QUEUE;
            case "steer" -> Turns.WhenBusy.STEER;
            default -> throw unknownWord("whenBusy", word, "reject, queue or steer");
        };
    }

    private void resume(Exchange exchange) {
        var continuation = exchange.body(TurnRequest.Continuation.class);
        answer(exchange, turns.resume(exchange.owner(), exchange.path("sid"), exchange.hands(), continuation));
    }

    private void answer(Exchange exchange, Turns.Answer answer) {
        var sessionId = exchange.path("sid");
        if (exchange.wantsShortAnswer()) {
            exchange.json(202, accepted(sessionId, answer));
        } else {
            exchange.stream(sink -> follow(sessionId, answer.after(), answer.end(), sink));
        }
    }

    private void events(Exchange exchange) {
        var sessionId = exchange.path("sid");
        sessions.get(exchange.owner(), sessionId);
        var after = exchange.queryNumber("after")
                .or(() -> exchange.headerNumber("Last-Event-ID"))
                .orElse(0L);
        switch (exchange.query("live").orElse("sse")) {
            case "sse" -> {
                turns.attach(exchange.owner(), sessionId, exchange.hands());
                exchange.stream(sink -> follow(sessionId, after, null, sink));
            }
            case "poll" -> exchange.stream(sink -> poll(sessionId, after, sink));
            case "none" -> exchange.stream(sink -> agent.streams().replay(sessionId, after, sink));
            case String word -> throw unknownWord("live", word, "sse, poll or none");
        }
    }

    private void follow(String sessionId, long after, SessionStream.@Nullable End end, SessionStream.Sink sink) {
        try {
            agent.streams().follow(sessionId, after, end, sink);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll(String sessionId, long after, SessionStream.Sink sink) {
        try {
            agent.streams().poll(sessionId, after, LONG_POLL, sink);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cancel(Exchange exchange) {
        var reason = Objects.requireNonNullElse(
                exchange.body(SessionRequests.CancelTurn.class).reason(), "user");
        var sessionId = exchange.path("sid");
        var turnId = exchange.path("tid");
        turns.cancel(exchange.owner(), sessionId, turnId, reason);
        exchange.json(202, new SessionAnswers.Accepted(turnId, "cancelled", eventsUrl(sessionId, 0)));
    }

    private void steer(Exchange exchange) {
        var content = exchange.body(SessionRequests.Steer.class).content();
        var sessionId = exchange.path("sid");
        var answer = turns.steer(exchange.owner(), sessionId, exchange.path("tid"), exchange.once(), content);
        exchange.json(202, accepted(sessionId, answer));
    }

    private static SessionAnswers.Accepted accepted(String sessionId, Turns.Answer answer) {
        return new SessionAnswers.Accepted(answer.end().turnId(), "queued", eventsUrl(sessionId, answer.after()));
    }

    private static String eventsUrl(String sessionId, long after) {
        return "/v1/sessions/" + sessionId + "/events?after=" + after;
    }

    private static RefusedException unknownWord(String name, String word, String words) {
        return RefusedException.of("invalid-request", 400, name + " cannot be " + word + ".", "It is " + words + ".");
    }
}
