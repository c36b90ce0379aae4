package dev.coder.agent.loop;

import dev.coder.agent.session.Ids;
import dev.coder.agent.session.RefusedException;
import dev.coder.agent.session.SessionChange;
import dev.coder.agent.session.SessionLog;
import dev.coder.agent.session.SessionRow;
import dev.coder.agent.session.SessionStream;
import dev.coder.agent.session.WorkQueue;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.TurnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What moves a session on: messages, continuations, steering, cancelling. Each is one transaction; a repeated request
/// finds what it did the first time.
public final class Turns {

    /// What to do with a message while a turn is in progress.
    public enum WhenBusy {
        REJECT,
        QUEUE,
        STEER
    }

    /// Who sends a request, as far as the right to execute goes.
    ///
    /// @param epoch of the claim; null where the client has none
    public record Hands(@Nullable String clientId, @Nullable Long epoch) {}

    /// A request that may come twice.
    ///
    /// @param key        chosen by the client, once for each request
    /// @param bodySha256 tells a repetition from a reuse
    public record Once(String key, String bodySha256) {}

    /// Where the answer to a request begins and ends.
    ///
    /// @param after the stream gives the events after this `seq`
    public record Answer(long after, SessionStream.End end) {}

    private final SessionLog log;
    private final WorkQueue queue;
    private final Consumer<String> stop;

    /// @param stop ends the model call of a session at once, if it runs in this process
    public Turns(SessionLog log, WorkQueue queue, Consumer<String> stop) {
        this.log = log;
        this.queue = queue;
        this.stop = stop;
    }

    /// Starts a turn.
    public Answer prompt(String owner, String sessionId, Once once, TurnRequest.Prompt prompt, WhenBusy whenBusy) {
        requireContent(prompt.content());
        return log.change(owner, sessionId, queue, change -> {
            Refusals.requireOpen(change.row());
            var endpoint = "sessions/" + sessionId + "/messages";
            return repeatedTurn(change, endpoint, once).orElseGet(() -> {
                var turnId = change.row().turnInProgress()
                        ? whileBusy(change, prompt.content(), whenBusy)
                        : start(change, prompt.content());
                var first = change.row().lastSeq() + 1;
                change.remember(endpoint, once.key(), new SessionChange.Earlier(once.bodySha256(), turnId, first));
                return answer(turnId, first);
            });
        });
    }

    /// Starts a turn in which the model sums up what was said so far.
    public Answer compact(String owner, String sessionId, Once once, TurnRequest.Compact compact) {
        return log.change(owner, sessionId, queue, change -> {
            Refusals.requireOpen(change.row());
            var endpoint = "sessions/" + sessionId + "/compact";
            return repeatedTurn(change, endpoint, once).orElseGet(() -> {
                Refusals.requireIdle(change.row());
                change.adopt();
                if (change.row().turnId() == null) {
                    throw Refusals.nothingToCompact(change.row());
                }
                var turnId = Ids.turn();
                var first = change.row().lastSeq() + 1;
                change.append(List.of(
                        new AgentEvent.TurnStarted(turnId, Ids.message()),
                        new AgentEvent.CompactionStarted(turnId, compact.instructions())));
                change.schedule();
                change.remember(endpoint, once.key(), new SessionChange.Earlier(once.bodySha256(), turnId, first));
                return answer(turnId, first);
            });
        });
    }

    private static String start(SessionChange change, List<Content> content) {
        change.adopt();
        var turnId = Ids.turn();
        var messageId = Ids.message();
        change.append(List.of(
                new AgentEvent.TurnStarted(turnId, messageId), new AgentEvent.UserMessage(turnId, messageId, content)));
        if (change.row().title() == null) {
            change.append(new AgentEvent.SessionUpdated(Titles.of(content), null, null, null));
        }
        change.schedule();
        return turnId;
    }

    /// What is said here never goes along with a turn that belongs to somebody else's provider settings.
    private static String whileBusy(SessionChange change, List<Content> content, WhenBusy whenBusy) {
        if (whenBusy != WhenBusy.REJECT) {
            Refusals.requireOurs(change);
        }
        return switch (whenBusy) {
            case REJECT -> throw Refusals.busy(change.row());
            case QUEUE -> {
                var turnId = Ids.turn();
                change.append(new AgentEvent.MessageQueued(turnId, Ids.message(), content));
                yield turnId;
            }
            case STEER -> {
                var turnId = Objects.requireNonNull(change.row().turnId());
                change.append(new AgentEvent.SteerAccepted(turnId, Ids.message(), content));
                yield turnId;
            }
        };
    }

    /// Answers calls. What is known already is passed over; the turn goes on when the last call is answered.
    public Answer resume(String owner, String sessionId, Hands hands, TurnRequest.Continuation continuation) {
        if (!continuation.sessionId().equals(sessionId)) {
            throw RefusedException.of(
                    "invalid-request", 400, "The continuation names another session than its address.", null);
        }
        return log.change(owner, sessionId, queue, change -> {
            Refusals.requireOpen(change.row());
            requireExecutor(change, hands);
            change.adopt();
            var sorted = new SortedResults(change, continuation.toolResults());
            var turnId = sorted.turnId();
            var endAfter = sorted.fresh().isEmpty()
                    ? sorted.lastKnown()
                    : record(change, turnId, sorted.fresh(), continuation.steer());
            var after = Objects.requireNonNullElse(
                    continuation.after(), change.row().lastSeq());
            return new Answer(Math.min(after, endAfter), new SessionStream.End(turnId, endAfter));
        });
    }

    /// @return the `seq` of the last of them
    private static long record(
            SessionChange change, String turnId, List<ToolResult> results, @Nullable List<Content> steer) {
        var events = new ArrayList<AgentEvent>();
        results.forEach(result -> events.add(new AgentEvent.ToolResultRecorded(turnId, result)));
        if (steer != null && !steer.isEmpty()) {
            events.add(new AgentEvent.SteerAccepted(turnId, Ids.message(), steer));
        }
        change.append(events);
        var last = change.lastSeq();
        var rest = change.pending();
        if (rest.isEmpty()) {
            change.status(SessionRow.Status.QUEUED);
            change.schedule();
        } else {
            change.append(new AgentEvent.TurnRequiresAction(turnId, pending(rest)));
        }
        return last;
    }

    private static List<AgentEvent.TurnRequiresAction.Pending> pending(List<ToolCall> calls) {
        return calls.stream()
                .map(call -> new AgentEvent.TurnRequiresAction.Pending("tool_result", call.id()))
                .toList();
    }

    /// Adds user input to the turn in progress; the model sees it at its next call.
    public Answer steer(String owner, String sessionId, String turnId, Once once, List<Content> content) {
        requireContent(content);
        return log.change(owner, sessionId, queue, change -> {
            var endpoint = "sessions/" + sessionId + "/turns/" + turnId + "/steer";
            return repeated(change, endpoint, once).orElseGet(() -> {
                requireInProgress(change.row(), turnId);
                Refusals.requireOurs(change);
                change.append(new AgentEvent.SteerAccepted(turnId, Ids.message(), content));
                change.remember(
                        endpoint, once.key(), new SessionChange.Earlier(once.bodySha256(), turnId, change.lastSeq()));
                return answer(turnId, change.lastSeq());
            });
        });
    }

    /// The executor looks on at this agent: from here on the session is worked on with its provider settings, whatever
    /// those of the agent that it was at before. Nothing changes when somebody else executes.
    public void attach(String owner, String sessionId, Hands hands) {
        var clientId = hands.clientId();
        if (clientId == null || log.isOurs(sessionId)) {
            return;
        }
        log.change(owner, sessionId, queue, change -> {
            if (clientId.equals(change.row().executorId())
                    && Objects.equals(hands.epoch(), change.row().executorEpoch())) {
                change.adopt();
            }
            return change;
        });
    }

    /// Ends a turn. A turn that has ended already stays as it is.
    public void cancel(String owner, String sessionId, String turnId, String reason) {
        end(owner, sessionId, turnId, ToolResult.CANCELLED, new AgentEvent.TurnCancelled(turnId, reason));
    }

    /// Ends a turn whose calls nobody has answered for too long.
    void expire(SessionRow row) {
        var turnId = Objects.requireNonNull(row.turnId());
        end(row.owner(), row.id(), turnId, ToolResult.TIMEOUT, new AgentEvent.TurnExpired(turnId));
    }

    /// Every dangling call gets an answer: no history is left that a provider would refuse.
    private void end(String owner, String sessionId, String turnId, String errorCode, AgentEvent ending) {
        var ended = log.change(owner, sessionId, queue, change -> {
            if (!change.row().turnInProgress() || !turnId.equals(change.row().turnId())) {
                return false;
            }
            change.fence();
            var events = new ArrayList<AgentEvent>();
            change.pending()
                    .forEach(call ->
                            events.add(new AgentEvent.ToolResultRecorded(turnId, unanswered(call.id(), errorCode))));
            events.add(ending);
            change.append(events);
            if (change.hasQueuedMessages()) {
                change.schedule();
            }
            return true;
        });
        if (ended) {
            stop.accept(sessionId);
        }
    }

    private static ToolResult unanswered(String callId, String errorCode) {
        return new ToolResult(
                callId,
                false,
                null,
                "The turn ended before this call was answered; whether it ran is not known.",
                errorCode,
                null,
                null,
                new ToolResult.Approval("deny", "agent", null));
    }

    private static void requireExecutor(SessionChange change, Hands hands) {
        var row = change.row();
        var holds = hands.clientId() != null
                && Objects.equals(hands.epoch(), row.executorEpoch())
                && (row.executorId() == null || row.executorId().equals(hands.clientId()));
        if (!holds) {
            throw Refusals.notTheExecutor(row);
        }
        if (row.executorId() == null) {
            change.append(new AgentEvent.ExecutorChanged(hands.clientId(), row.executorEpoch()));
        }
    }

    private static Optional<Answer> repeated(SessionChange change, String endpoint, Once once) {
        return change.earlier(endpoint, once.key()).map(earlier -> {
            if (!earlier.bodySha256().equals(once.bodySha256())) {
                throw RefusedException.of(
                        "idempotency-key-reused",
                        422,
                        "The Idempotency-Key was used for another request.",
                        "Choose a new key for each request.");
            }
            return answer(earlier.turnId(), earlier.seq());
        });
    }

    /// A request that began a turn, and has come again: its sender goes on with the turn at this agent.
    private static Optional<Answer> repeatedTurn(SessionChange change, String endpoint, Once once) {
        var answer = repeated(change, endpoint, once);
        answer.filter(it -> it.end().turnId().equals(change.row().turnId())).ifPresent(_ -> change.adopt());
        return answer;
    }

    private static Answer answer(String turnId, long first) {
        return new Answer(first - 1, new SessionStream.End(turnId, first - 1));
    }

    private static void requireContent(List<Content> content) {
        var blank = content.stream().allMatch(part -> part instanceof Content.Text(var text) && text.isBlank());
        if (blank) {
            throw RefusedException.of("invalid-request", 400, "The message is empty.", null);
        }
    }

    private static void requireInProgress(SessionRow row, String turnId) {
        if (!row.turnInProgress() || !turnId.equals(row.turnId())) {
            throw RefusedException.of(
                    "turn-not-in-progress", 409, "The turn " + turnId + " is not in progress.", "Send a message.");
        }
    }
}
