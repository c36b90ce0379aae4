package dev.coder.agent.session;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The steps of turns in the log of the process (level `FINE`): what happened, never what was said.
final class EventLine {

    private static final Logger LOG = LoggerFactory.getLogger("dev.coder.agent.turns");

    private EventLine() {}

    static void write(String sessionId, List<LoggedEvent> events) {
        if (LOG.isDebugEnabled()) {
            events.forEach(event -> of(event.event()).ifPresent(line -> LOG.debug("{}  {}", sessionId, line)));
        }
    }

    /// @return empty for what is not worth a line
    private static Optional<String> of(AgentEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case AgentEvent.TurnStarted _ -> "turn starts";
                    case AgentEvent.ModelCallStarted(var _, var _, var attempt, var model) ->
                        "asks " + model + (attempt > 1 ? ", attempt " + attempt : "");
                    case AgentEvent.ModelCallCompleted(var _, var _, var usage, var reason) ->
                        "reply, %d tokens in, %d out (%s)".formatted(usage.inputTokens(), usage.outputTokens(), reason);
                    case AgentEvent.ModelCallDiscarded discarded -> "no reply: " + discarded.reason();
                    case AgentEvent.ToolCallRequested call -> "calls " + call.toolName();
                    case AgentEvent.CompactionStarted _ -> "sums up the conversation";
                    case AgentEvent.TurnRequiresAction _ -> "waits for the hands";
                    case AgentEvent.TurnCompleted(var _, var reason, var _) -> "turn done (" + reason + ")";
                    case AgentEvent.TurnFailed(var _, var problem) -> "turn failed: " + problem.title();
                    case AgentEvent.TurnCancelled(var _, var reason) -> "turn cancelled (" + reason + ")";
                    case AgentEvent.TurnExpired _ -> "turn expired";
                    default -> null;
                });
    }
}
