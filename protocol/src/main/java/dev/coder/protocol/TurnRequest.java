package dev.coder.protocol;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What moves a session on.
public sealed interface TurnRequest {

    /// A user message: starts a turn. Body of `POST /v1/sessions/{id}/messages`.
    record Prompt(List<Content> content) implements TurnRequest {
        public Prompt {
            content = List.copyOf(Objects.requireNonNull(content, "content is missing"));
        }

        public static Prompt text(String text) {
            return new Prompt(List.of(new Content.Text(text)));
        }
    }

    /// Results of tool calls: the agent goes on from where it left off. Body of `POST
    /// /v1/sessions/{id}/continuations`.
    ///
    /// @param type  always `continuation`
    /// @param after the last durable event that the CLI has applied; the answer streams on from there
    /// @param steer further user input, put before the model together with the results
    record Continuation(
            String type,
            String sessionId,
            @Nullable String turnId,
            @Nullable Long after,
            List<ToolResult> toolResults,
            @Nullable List<Content> steer)
            implements TurnRequest {

        public Continuation {
            Objects.requireNonNull(sessionId, "sessionId is missing");
            toolResults = List.copyOf(Objects.requireNonNull(toolResults, "toolResults is missing"));
            steer = steer == null ? null : List.copyOf(steer);
        }

        public static Continuation of(String sessionId, String turnId, long after, List<ToolResult> results) {
            return new Continuation("continuation", sessionId, turnId, after, results, null);
        }
    }

    /// A turn in which the model sums up what was said so far; the summary then stands in its place. Body of `POST
    /// /v1/sessions/{id}/compact`.
    ///
    /// @param instructions what the summary is to care for
    record Compact(@Nullable String instructions) implements TurnRequest {}
}
