package dev.coder.agent.loop;

import dev.coder.agent.model.Models;
import dev.coder.agent.model.UnknownModelException;
import dev.coder.agent.session.Ids;
import dev.coder.agent.session.RefusedException;
import dev.coder.agent.session.SessionCatalog;
import dev.coder.agent.session.SessionChange;
import dev.coder.agent.session.SessionCopy;
import dev.coder.agent.session.SessionLog;
import dev.coder.agent.session.SessionRow;
import dev.coder.agent.session.ToolSets;
import dev.coder.agent.session.WorkQueue;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.SessionAnswers;
import dev.coder.protocol.SessionId;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What can be asked of sessions themselves: create, list, search, look at, rename, fork, remove, declare tools, claim
/// the hands.
public final class Sessions {

    public static final String PROTOCOL_VERSION = "2026-11-01";
    public static final int MAX_TOOLS = 256;

    private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MAX_PAGE = 100;

    private final SessionLog log;
    private final SessionCatalog catalog;
    private final WorkQueue queue;
    private final ToolSets toolSets;
    private final Models models;
    private final Clock clock;

    public Sessions(
            SessionLog log, SessionCatalog catalog, WorkQueue queue, ToolSets toolSets, Models models, Clock clock) {
        this.log = log;
        this.catalog = catalog;
        this.queue = queue;
        this.toolSets = toolSets;
        this.models = models;
        this.clock = clock;
    }

    public SessionAnswers.Created create(String owner, SessionRequests.CreateSession request) {
        var model = model(Objects.requireNonNullElse(request.model(), "default"));
        var toolsRef = toolsRef(request.tools(), request.toolsRef());
        var limits = Objects.requireNonNullElse(request.limits(), new SessionRequests.Limits(null, null, null));
        check(limits);
        var now = clock.millis();
        var row = new SessionRow(
                Ids.session(),
                owner,
                request.workspace(),
                null,
                model,
                limits,
                toolsRef,
                SessionRow.Status.IDLE,
                null,
                request.client().instanceId(),
                1,
                0,
                1,
                now,
                now,
                null,
                request.workspace());
        log.create(row, List.of(new AgentEvent.SessionCreated(new SessionId(row.id()), model, toolsRef)));
        return new SessionAnswers.Created(
                new SessionId(row.id()), toolsRef, PROTOCOL_VERSION, executor(row), word(row.status()), model, 1);
    }

    /// @param workspace only of that workspace; null means all
    /// @param words     only those in which each of them was said; empty means all
    /// @param before    from [SessionAnswers.SessionList#next]; null means the first page
    /// @param limit     1 to 100
    public record Page(
            @Nullable String workspace,
            String words,
            @Nullable String before,
            long limit) {}

    public SessionAnswers.SessionList list(String owner, Page page) {
        var most = Math.clamp(page.limit(), 1, MAX_PAGE);
        var before = page.before() == null ? null : SessionCatalog.Place.parse(page.before());
        var found = catalog.find(new SessionCatalog.Search(owner, page.workspace(), page.words(), before, most));
        var next = found.size() < most
                ? null
                : SessionCatalog.Place.of(found.getLast().row()).toString();
        return new SessionAnswers.SessionList(
                found.stream()
                        .map(it -> state(it.row(), List.of(), it.snippet(), null))
                        .toList(),
                next);
    }

    public SessionAnswers.SessionState get(String owner, String sessionId) {
        var row = log.find(owner, sessionId);
        return state(row, log.pending(sessionId), null, log.isElsewhere(sessionId) ? true : null);
    }

    public SessionAnswers.SessionState update(String owner, String sessionId, SessionRequests.UpdateSession request) {
        var model = request.model() == null ? null : model(request.model());
        if (request.limits() != null) {
            check(request.limits());
        }
        var title = request.title() == null ? null : Titles.given(request.title());
        log.change(owner, sessionId, queue, change -> {
            Refusals.requireOpen(change.row());
            if (request.limits() != null) {
                change.limits(limits(change.row().limits(), request.limits()));
            }
            change.append(new AgentEvent.SessionUpdated(title, model, request.goal(), request.workspace()));
            return change;
        });
        return get(owner, sessionId);
    }

    /// What is absent stays.
    private static SessionRequests.Limits limits(SessionRequests.Limits present, SessionRequests.Limits wanted) {
        return new SessionRequests.Limits(
                wanted.idleTimeoutSeconds() == null ? present.idleTimeoutSeconds() : wanted.idleTimeoutSeconds(),
                wanted.pendingExpirySeconds() == null ? present.pendingExpirySeconds() : wanted.pendingExpirySeconds(),
                wanted.maxModelCallsPerTurn() == null ? present.maxModelCallsPerTurn() : wanted.maxModelCallsPerTurn());
    }

    /// Removes a session and all that was said in it. One with a turn in progress is refused: it may be at work on
    /// somebody's files.
    public void remove(String owner, String sessionId) {
        log.remove(owner, sessionId, Refusals::requireIdle);
    }

    /// Makes a session that begins with what was said in another one; the client that asks executes its calls.
    public SessionAnswers.Created fork(String owner, String sessionId, SessionRequests.Fork request) {
        var id = Ids.session();
        var seq = log.fork(owner, sessionId, change -> {
            requireEnded(change, request.turnId());
            return new SessionCopy(id, request.client().instanceId(), request.turnId());
        });
        var row = log.find(owner, id);
        return new SessionAnswers.Created(
                new SessionId(id),
                row.toolsRef(),
                PROTOCOL_VERSION,
                executor(row),
                word(row.status()),
                row.model(),
                seq);
    }

    private static void requireEnded(SessionChange change, @Nullable String turnId) {
        var row = change.row();
        if (row.turnInProgress() && (turnId == null || turnId.equals(row.turnId()))) {
            throw Refusals.busy(row);
        }
        if (turnId != null && !change.hasEnded(turnId)) {
            throw Refusals.unknownTurn(row, turnId);
        }
    }

    /// The new set is used from the next model call on.
    public SessionAnswers.ToolsAccepted replaceTools(
            String owner, String sessionId, SessionRequests.ReplaceTools request) {
        var ref = Optional.ofNullable(toolsRef(request.tools(), request.toolsRef()))
                .orElseThrow(() -> RefusedException.of(
                        "invalid-request", 400, "There are no tools in the request.", "Send `tools` or `toolsRef`."));
        return log.change(owner, sessionId, queue, change -> {
            Refusals.requireOpen(change.row());
            if (!ref.equals(change.row().toolsRef())) {
                change.append(new AgentEvent.ToolsChanged(ref));
            }
            return new SessionAnswers.ToolsAccepted(ref);
        });
    }

    /// One client runs a session's calls, and its agent asks the model. Claiming again what one holds changes nothing
    /// but that.
    public SessionAnswers.Executor claim(String owner, String sessionId, SessionRequests.ClaimExecutor request) {
        return log.change(owner, sessionId, queue, change -> {
            Refusals.requireOpen(change.row());
            var row = change.row();
            if (request.clientId().equals(row.executorId())) {
                change.adopt();
                return executor(row);
            }
            if (row.executorId() != null && !request.force()) {
                throw Refusals.notTheExecutor(row);
            }
            change.adopt();
            var epoch = row.executorEpoch() + 1;
            change.append(new AgentEvent.ExecutorChanged(request.clientId(), epoch));
            return new SessionAnswers.Executor(request.clientId(), epoch);
        });
    }

    private String model(String name) {
        try {
            return models.find(name).name();
        } catch (UnknownModelException e) {
            throw RefusedException.of("unknown-model", 422, String.valueOf(e.getMessage()), null);
        }
    }

    private @Nullable String toolsRef(@Nullable List<ToolSpec> tools, @Nullable String ref) {
        if (tools != null) {
            check(tools);
            return toolSets.store(tools);
        }
        if (ref != null && toolSets.find(ref).isEmpty()) {
            throw RefusedException.of(
                    "unknown-tools-ref", 409, "The tool set " + ref + " is not known.", "Send the tools themselves.");
        }
        return ref;
    }

    private static void check(SessionRequests.Limits limits) {
        var least = Stream.of(limits.idleTimeoutSeconds(), limits.pendingExpirySeconds(), limits.maxModelCallsPerTurn())
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .min()
                .orElse(1);
        if (least < 1) {
            throw RefusedException.of("invalid-limits", 422, "A limit is at least 1, not " + least + ".", null);
        }
    }

    private static void check(List<ToolSpec> tools) {
        if (tools.size() > MAX_TOOLS) {
            throw invalidTools("There are " + tools.size() + " tools; at most " + MAX_TOOLS + " are allowed.");
        }
        var names = new HashSet<String>();
        var wrong = new ArrayList<String>();
        for (var tool : tools) {
            if (!TOOL_NAME.matcher(tool.name()).matches() || !names.add(tool.name())) {
                wrong.add(tool.name());
            }
        }
        if (!wrong.isEmpty()) {
            throw invalidTools("Tool names are unique and match [A-Za-z0-9_-]{1,64}: " + String.join(", ", wrong));
        }
    }

    private static RefusedException invalidTools(String title) {
        return RefusedException.of("invalid-tools", 422, title, null);
    }

    private static SessionAnswers.SessionState state(
            SessionRow row, List<ToolCall> pending, @Nullable String snippet, @Nullable Boolean otherModelSettings) {
        return new SessionAnswers.SessionState(
                new SessionId(row.id()),
                row.title(),
                word(row.status()),
                row.model(),
                row.turnId(),
                pending,
                executor(row),
                row.workspace(),
                row.toolsRef(),
                row.lastSeq(),
                row.createdAt() / 1000,
                row.lastActiveAt() / 1000,
                row.goal() == null || row.goal().isBlank() ? null : row.goal(),
                snippet,
                otherModelSettings);
    }

    private static SessionAnswers.Executor executor(SessionRow row) {
        return new SessionAnswers.Executor(row.executorId(), row.executorEpoch());
    }

    static String word(SessionRow.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
