package dev.coder.cli.remote;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.Problem;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers;
import dev.coder.protocol.SessionAnswers.Executor;
import dev.coder.protocol.SessionAnswers.ModelFacts;
import dev.coder.protocol.SessionAnswers.SessionState;
import dev.coder.protocol.SessionId;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.TurnRequest;
import dev.coder.protocol.Usage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An agent that keeps sessions in memory; its model says nothing by itself. One owner thread.
public final class MemoryAgent implements AgentClient {

    private static final long NOW = System.currentTimeMillis() / 1000;

    private final Map<String, SessionState> sessions = new LinkedHashMap<>();
    private final Map<String, List<LoggedEvent>> logs = new LinkedHashMap<>();
    private final List<SessionRequests.Fork> forks = new ArrayList<>();

    public List<SessionRequests.Fork> forks() {
        return List.copyOf(forks);
    }

    public List<String> ids() {
        return List.copyOf(sessions.keySet());
    }

    /// A turn in which this was asked and answered.
    public void turn(String sessionId, String prompt, String answer) {
        var number = log(sessionId).size();
        var turn = "trn_" + number;
        var call = "mc_" + number;
        append(sessionId, new AgentEvent.TurnStarted(turn, "msg_u" + number));
        append(sessionId, new AgentEvent.UserMessage(turn, "msg_u" + number, List.of(new Content.Text(prompt))));
        append(sessionId, new AgentEvent.ModelCallStarted(turn, call, 1, "practice/one"));
        append(sessionId, new AgentEvent.MessageCompleted(call, "msg_" + number, List.of(new Content.Text(answer))));
        append(sessionId, new AgentEvent.ModelCallCompleted(turn, call, new Usage(900, 100, 0, 100), "end_turn"));
        append(sessionId, new AgentEvent.TurnCompleted(turn, "end_turn", Usage.NONE));
        var state = session(sessionId);
        put(state, state.title() == null ? prompt : state.title(), state.model(), turn, state.executor(), state.goal());
    }

    public void append(String sessionId, AgentEvent event) {
        var log = log(sessionId);
        log.add(new LoggedEvent(log.size() + 1L, event));
    }

    /// Another machine executes it from here on.
    public void executeElsewhere(String sessionId) {
        var state = session(sessionId);
        put(state, state.title(), state.model(), state.turnId(), new Executor("cli_other", 9), state.goal());
    }

    /// A session of other folders.
    public String elsewhere(String title) {
        var id = create(new SessionRequests.Workspace("wsp_other", "other", List.of("/srv/other"), null, null));
        turn(id, title, "done");
        return id;
    }

    private List<LoggedEvent> log(String sessionId) {
        return logs.computeIfAbsent(sessionId, _ -> new ArrayList<>());
    }

    private String create(SessionRequests.@Nullable Workspace workspace) {
        var id = "ses_01ABCDEFGH" + "%012d".formatted(sessions.size() + 1);
        sessions.put(
                id,
                new SessionState(
                        new SessionId(id),
                        null,
                        "idle",
                        "practice/one",
                        null,
                        List.of(),
                        new Executor(null, 0),
                        workspace,
                        null,
                        0,
                        NOW,
                        NOW,
                        null,
                        null,
                        null));
        return id;
    }

    private void put(
            SessionState state,
            @Nullable String title,
            String model,
            @Nullable String turnId,
            Executor executor,
            @Nullable String goal) {
        sessions.put(
                state.sessionId().value(),
                new SessionState(
                        state.sessionId(),
                        title,
                        state.status(),
                        model,
                        turnId,
                        List.of(),
                        executor,
                        state.workspace(),
                        null,
                        log(state.sessionId().value()).size(),
                        NOW,
                        NOW,
                        goal,
                        null,
                        null));
    }

    @Override
    public String origin() {
        return "memory";
    }

    @Override
    public SessionAnswers.Capabilities capabilities() {
        return new SessionAnswers.Capabilities(
                "coder-agent",
                "1",
                List.of(),
                List.of("practice/one", "practice/two"),
                "practice/one",
                new SessionAnswers.Limits(1, 1, 1, 1, 1, 1),
                List.of(),
                List.of(new ModelFacts("practice/one", 10_000L, 1.0, 0.1, 5.0, null, null)));
    }

    @Override
    public SessionAnswers.Created createSession(SessionRequests.CreateSession request) {
        return created(create(request.workspace()), request.client().instanceId());
    }

    private SessionAnswers.Created created(String id, String clientId) {
        var state = session(id);
        var executor = new Executor(clientId, 1);
        put(state, state.title(), state.model(), state.turnId(), executor, null);
        return new SessionAnswers.Created(
                new SessionId(id), null, "1", executor, "idle", state.model(), log(id).size());
    }

    @Override
    public SessionState session(SessionId sessionId) {
        return session(sessionId.value());
    }

    public SessionState session(String sessionId) {
        var state = sessions.get(sessionId);
        if (state == null) {
            throw new RefusedException(Problem.of("unknown-session", 404, "There is no such session", null));
        }
        return state;
    }

    @Override
    public SessionAnswers.SessionList sessions(SessionQuery query) {
        var found = sessions.values().stream()
                .filter(state -> query.workspaceId() == null
                        || (state.workspace() != null
                                && query.workspaceId().equals(state.workspace().id())))
                .filter(state ->
                        query.text() == null || said(state.sessionId().value()).contains(query.text()))
                .toList();
        return new SessionAnswers.SessionList(found.reversed(), null);
    }

    private String said(String id) {
        return log(id).stream().map(ProtocolJson::writeEvent).collect(Collectors.joining());
    }

    @Override
    public SessionAnswers.Created fork(SessionId sessionId, SessionRequests.Fork request) {
        forks.add(request);
        var id = create(session(sessionId).workspace());
        log(id).addAll(log(sessionId.value()));
        var state = session(id);
        put(state, null, state.model(), session(sessionId).turnId(), state.executor(), null);
        return created(id, request.client().instanceId());
    }

    @Override
    public void remove(SessionId sessionId) {
        session(sessionId);
        sessions.remove(sessionId.value());
    }

    @Override
    public void updateSession(SessionId sessionId, SessionRequests.UpdateSession request) {
        var state = session(sessionId);
        put(
                state,
                request.title() == null ? state.title() : request.title(),
                request.model() == null ? state.model() : request.model(),
                state.turnId(),
                state.executor(),
                request.goal() == null ? state.goal() : request.goal());
    }

    @Override
    public void replaceTools(SessionId sessionId, SessionRequests.ReplaceTools request) {}

    @Override
    public Executor claimExecutor(SessionId sessionId, SessionRequests.ClaimExecutor request) {
        var state = session(sessionId);
        var holder = state.executor().clientId();
        if (holder != null && !holder.equals(request.clientId()) && !request.force()) {
            throw new RefusedException(Problem.of("not-the-executor", 409, "Another client executes", null));
        }
        var executor = new Executor(request.clientId(), state.executor().epoch() + 1);
        put(state, state.title(), state.model(), state.turnId(), executor, state.goal());
        return executor;
    }

    @Override
    public void cancel(SessionId sessionId, String turnId, String reason) {}

    @Override
    public void steer(SessionId sessionId, String turnId, SessionRequests.Steer request, String requestKey) {}

    @Override
    public EventStream send(SessionId sessionId, TurnRequest request, String requestKey, Executor executor) {
        throw new IllegalStateException("this agent has no model");
    }

    @Override
    public EventStream events(SessionId sessionId, long after) {
        return history(sessionId, after);
    }

    @Override
    public EventStream history(SessionId sessionId, long after) {
        var text = log(sessionId.value()).stream()
                .filter(event -> event.seq() > after)
                .map(event -> "id: " + event.seq() + "\ndata: " + ProtocolJson.writeEvent(event) + "\n\n")
                .collect(Collectors.joining());
        return new EventStream(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                new AgentNames(new Endpoint(URI.create("http://memory"), null)),
                sessionId);
    }

    @Override
    public Contact newContact() {
        return new Contact(Contact.Patience.USUAL, () -> true, () -> "memory");
    }
}
