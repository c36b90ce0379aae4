package dev.coder.protocol;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the agent streams. Durable events are in the session's log and carry a `seq` ([LoggedEvent]);
/// the [LiveOnly] ones are for display and may be lost.
///
/// Components of the same name have the same type in all variants: the JSON adapter is one for all of them.
public sealed interface AgentEvent {

    /// Sent while it happens, never stored, no `seq`.
    sealed interface LiveOnly extends AgentEvent {}

    /// Ends a response: nothing more happens in this turn until the client does something.
    sealed interface TurnBoundary extends AgentEvent {
        String turnId();
    }

    // --- session

    record SessionCreated(
            SessionId sessionId, String model, @Nullable String toolsRef) implements AgentEvent {}

    /// What is absent stayed as it was.
    ///
    /// @param goal empty when it was taken back
    record SessionUpdated(
            @Nullable String title,
            @Nullable String model,
            @Nullable String goal,
            SessionRequests.@Nullable Workspace workspace)
            implements AgentEvent {}

    record ToolsChanged(String toolsRef) implements AgentEvent {}

    /// @param clientId the CLI that may run this session's calls from here on; absent when nobody may
    record ExecutorChanged(@Nullable String clientId, long epoch) implements AgentEvent {}

    record SessionSuspended(String reason) implements AgentEvent {}

    record SessionClosed() implements AgentEvent {}

    // --- input

    record TurnStarted(String turnId, String messageId) implements AgentEvent {}

    record UserMessage(String turnId, String messageId, List<Content> content) implements AgentEvent {}

    /// A message that waits for the running turn to end; it becomes a turn of its own.
    record MessageQueued(String turnId, String messageId, List<Content> content) implements AgentEvent {}

    record SteerAccepted(String turnId, String messageId, List<Content> content) implements AgentEvent {}

    // --- the model

    /// @param attempt 1, 2, 3… of the same call
    record ModelCallStarted(String turnId, String modelCallId, int attempt, String model) implements AgentEvent {}

    /// Everything shown for this model call is to be dropped.
    ///
    /// @param reason  one sentence for the user
    /// @param retryMs milliseconds until the next attempt; absent when there is none
    record ModelCallDiscarded(
            String turnId,
            String modelCallId,
            String reason,
            @Nullable Long retryMs) implements AgentEvent {}

    record ReasoningCompleted(
            String modelCallId, String text, @Nullable RawJson opaque) implements AgentEvent {}

    record MessageCompleted(String modelCallId, String messageId, List<Content> content) implements AgentEvent {}

    /// @param execution always `client` at present
    record ToolCallRequested(
            String turnId,
            String modelCallId,
            String id,
            String toolName,
            RawJson parameters,
            String execution,
            @Nullable Integer timeoutSeconds,
            @Nullable RawJson opaque)
            implements AgentEvent {

        public ToolCall call() {
            return new ToolCall(id, toolName, parameters, opaque);
        }
    }

    /// @param stopReason `end_turn`, `tool_use`, `max_tokens`, `refusal`, or the provider's own word
    record ModelCallCompleted(String turnId, String modelCallId, Usage usage, String stopReason)
            implements AgentEvent {}

    // --- the context

    /// The model is to sum up the conversation, at the user's wish or because it is nearly full. Once more before the
    /// summary is there: it was still too long for the model, which is now given less of it.
    ///
    /// @param instructions what the summary is to care for
    record CompactionStarted(String turnId, @Nullable String instructions) implements AgentEvent {}

    /// From here on the model sees the summary in place of what was said before; the last part stays word for word.
    record ContextCompacted(String turnId, String summary) implements AgentEvent {}

    // --- the hands

    record ToolResultRecorded(String turnId, ToolResult toolResult) implements AgentEvent {}

    // --- the turn

    record TurnRequiresAction(String turnId, List<Pending> pending) implements TurnBoundary {

        /// @param kind `tool_result` at present
        public record Pending(String kind, String id) {}
    }

    /// @param stopReason `end_turn`, `max_model_calls`, `budget`, `refusal`, `max_tokens`
    record TurnCompleted(String turnId, String stopReason, Usage usage) implements TurnBoundary {
        public TurnCompleted {
            stopReason = Objects.requireNonNullElse(stopReason, "end_turn");
        }
    }

    record TurnFailed(String turnId, Problem problem) implements TurnBoundary {}

    record TurnCancelled(String turnId, String reason) implements TurnBoundary {}

    record TurnExpired(String turnId) implements TurnBoundary {}

    // --- live only

    record TextDelta(String modelCallId, String messageId, String delta) implements LiveOnly {}

    record ReasoningDelta(String modelCallId, String delta) implements LiveOnly {}

    /// The text of a message in the making, so far: sent to a client that joins in its middle.
    record TextSnapshot(String modelCallId, String messageId, String text) implements LiveOnly {}

    /// @param reason  `max_age`, `drain`, `lagged` or `deleted`
    /// @param retryMs milliseconds to wait before attaching again
    record StreamClosing(String reason, @Nullable Long retryMs) implements LiveOnly {}

    record Ping() implements LiveOnly {}

    /// An event of a newer agent: to be passed over.
    record Unknown(String type, RawJson json) implements AgentEvent {}
}
