package dev.coder.cli.conversation;

import dev.coder.cli.execute.ToolExecutor.Wanted;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.remote.RefusedException;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.AgentEvent.TurnBoundary;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the events so far say of the present turn. One owner thread; [#turnId] may be asked from any.
final class TurnFold {

    private volatile @Nullable String turnId;
    private final Map<String, Wanted> open = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable TurnBoundary boundary;
    private boolean refused;

    /// Whether an event comes at or after the start of that turn; what was before it is of no interest.
    boolean reaches(String firstTurnId, LoggedEvent logged) {
        return turnId != null
                || (logged.event() instanceof AgentEvent.TurnStarted started
                        && started.turnId().equals(firstTurnId));
    }

    void apply(LoggedEvent logged) {
        var event = logged.event();
        if (event instanceof AgentEvent.LiveOnly) {
            return;
        }
        if (event instanceof AgentEvent.TurnStarted started) {
            begin(started);
        } else if (event instanceof AgentEvent.ModelCallStarted) {
            boundary = null;
            text.setLength(0);
        } else if (event instanceof AgentEvent.MessageCompleted message) {
            append(message.content());
        } else if (event instanceof AgentEvent.ToolCallRequested wish) {
            open.put(wish.id(), new Wanted(wish.call(), logged.seq()));
        } else if (event instanceof AgentEvent.ToolResultRecorded(var _, var result)) {
            open.remove(result.id());
            refused |= ToolResult.DENIED_BY_POLICY.equals(result.errorCode());
        } else if (event instanceof TurnBoundary reached) {
            boundary = reached;
        }
    }

    private void begin(AgentEvent.TurnStarted started) {
        turnId = started.turnId();
        open.clear();
        text.setLength(0);
        boundary = null;
        refused = false;
    }

    /// The turn is over, whatever else is said of it.
    void end() {
        turnId = null;
        open.clear();
        boundary = null;
    }

    private void append(List<Content> content) {
        var said = words(content);
        if (!text.isEmpty() && !said.isEmpty()) {
            text.append('\n');
        }
        text.append(said);
    }

    /// What is said in words.
    static String words(List<Content> content) {
        return content.stream()
                .flatMap(part -> part instanceof Content.Text(var words) ? Stream.of(words) : Stream.empty())
                .collect(Collectors.joining());
    }

    /// The turn that was started last.
    @Nullable
    String turnId() {
        return turnId;
    }

    /// The same, when there must be one.
    String id() {
        return Objects.requireNonNullElse(turnId, "");
    }

    /// Where the turn stands still; null while the agent is at work.
    @Nullable
    TurnBoundary boundary() {
        return boundary instanceof AgentEvent.TurnRequiresAction && open.isEmpty() ? null : boundary;
    }

    /// The calls that wait for a result.
    List<Wanted> open() {
        return List.copyOf(open.values());
    }

    TurnOutcome outcome(String sessionId, TurnBoundary end) {
        return switch (end) {
            case AgentEvent.TurnCompleted(var _, var stopReason, var usage) ->
                outcome(sessionId, completed(stopReason), limit(stopReason), stopReason, usage);
            case AgentEvent.TurnFailed(var _, var problem) ->
                outcome(sessionId, ExitCode.TURN_FAILED, RefusedException.sentence(problem), "failed", Usage.NONE);
            case AgentEvent.TurnCancelled(var _, var reason) ->
                outcome(
                        sessionId,
                        ExitCode.CANCELLED,
                        reason.equals("user") ? "Cancelled" : "Cancelled (" + reason + ")",
                        "cancelled",
                        Usage.NONE);
            case AgentEvent.TurnExpired _ ->
                outcome(sessionId, ExitCode.LIMIT, "The turn expired: it waited too long", "expired", Usage.NONE);
            case AgentEvent.TurnRequiresAction _ -> throw new IllegalStateException("the turn has not ended");
        };
    }

    private TurnOutcome outcome(
            String sessionId, ExitCode exitCode, @Nullable String sentence, String stopReason, Usage usage) {
        return new TurnOutcome(exitCode, sentence, sessionId, id(), text.toString(), stopReason, usage);
    }

    private ExitCode completed(String stopReason) {
        if (limit(stopReason) != null) {
            return ExitCode.LIMIT;
        }
        return refused ? ExitCode.CALL_REFUSED : ExitCode.DONE;
    }

    private static @Nullable String limit(String stopReason) {
        return switch (stopReason) {
            case "max_model_calls" -> "Stopped: the turn reached its limit of model calls; raise it with --max-steps";
            case "budget" -> "Stopped: the budget is used up";
            case "max_tokens" -> "Stopped: the answer reached the model's length limit";
            case "refusal" -> "The model refused to go on";
            default -> null;
        };
    }
}
