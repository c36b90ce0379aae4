package dev.coder.cli.sessions;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What was said and done in a session, turn by turn.
public record Story(List<Turn> turns) {

    public Story {
        turns = List.copyOf(turns);
    }

    /// One turn.
    ///
    /// @param number 1, 2, 3…
    /// @param end    `completed`, `failed`, `cancelled`, `expired`, or `unfinished`
    public record Turn(int number, String id, List<Piece> pieces, String end) {

        public Turn {
            pieces = List.copyOf(pieces);
        }

        /// What the user asked.
        public String prompt() {
            return pieces.stream()
                    .flatMap(piece -> piece instanceof Piece.Asked(var text) ? Stream.of(text) : Stream.empty())
                    .collect(Collectors.joining("\n"));
        }

        /// What the model said last.
        public String answer() {
            return pieces.reversed().stream()
                    .flatMap(piece -> piece instanceof Piece.Said(var text) ? Stream.of(text) : Stream.empty())
                    .findFirst()
                    .orElse("");
        }

        public long calls() {
            return pieces.stream().filter(Piece.Did.class::isInstance).count();
        }
    }

    /// One thing of a turn, in the order in which they happened.
    public sealed interface Piece {

        record Asked(String text) implements Piece {}

        record Thought(String text) implements Piece {}

        record Said(String text) implements Piece {}

        /// @param result null when there is none yet
        record Did(ToolCall call, @Nullable ToolResult result) implements Piece {}

        /// The conversation up to here was summed up.
        record SummedUp(String summary) implements Piece {}
    }

    public static Story of(List<LoggedEvent> events) {
        var results = new HashMap<String, ToolResult>();
        for (var logged : events) {
            if (logged.event() instanceof AgentEvent.ToolResultRecorded(var _, var result)) {
                results.put(result.id(), result);
            }
        }
        var telling = new Telling(results);
        events.forEach(logged -> telling.apply(logged.event()));
        return new Story(telling.turns());
    }

    /// @param name a turn's number or its id
    public @Nullable Turn find(String name) {
        return turns.stream()
                .filter(turn -> name.equals(turn.id()) || name.equals(Integer.toString(turn.number())))
                .findFirst()
                .orElse(null);
    }

    private static final class Telling {

        private final Map<String, ToolResult> results;
        private final List<Turn> turns = new ArrayList<>();
        private final List<Piece> pieces = new ArrayList<>();
        private final List<Piece> ofCall = new ArrayList<>();
        private @Nullable String id;

        Telling(Map<String, ToolResult> results) {
            this.results = results;
        }

        void apply(AgentEvent event) {
            switch (event) {
                case AgentEvent.TurnStarted started -> {
                    end("unfinished");
                    id = started.turnId();
                }
                case AgentEvent.UserMessage message -> add(new Piece.Asked(text(message.content())));
                case AgentEvent.SteerAccepted message -> add(new Piece.Asked(text(message.content())));
                case AgentEvent.ContextCompacted compacted -> add(new Piece.SummedUp(compacted.summary()));
                case AgentEvent.ModelCallStarted _, AgentEvent.ModelCallDiscarded _ -> ofCall.clear();
                case AgentEvent.ReasoningCompleted thought -> said(new Piece.Thought(thought.text()), thought.text());
                case AgentEvent.MessageCompleted message -> {
                    var words = text(message.content());
                    said(new Piece.Said(words), words);
                }
                case AgentEvent.ToolCallRequested wish ->
                    ofCall.add(new Piece.Did(wish.call(), results.get(wish.id())));
                case AgentEvent.ModelCallCompleted _, AgentEvent.TurnRequiresAction _ -> settle();
                case AgentEvent.TurnCompleted _ -> end("completed");
                case AgentEvent.TurnFailed _ -> end("failed");
                case AgentEvent.TurnCancelled _ -> end("cancelled");
                case AgentEvent.TurnExpired _ -> end("expired");
                case AgentEvent.SessionCreated _,
                        AgentEvent.SessionUpdated _,
                        AgentEvent.ToolsChanged _,
                        AgentEvent.ExecutorChanged _,
                        AgentEvent.SessionSuspended _,
                        AgentEvent.SessionClosed _,
                        AgentEvent.MessageQueued _,
                        AgentEvent.CompactionStarted _,
                        AgentEvent.ToolResultRecorded _,
                        AgentEvent.LiveOnly _,
                        AgentEvent.Unknown _ -> {}
            }
        }

        private void said(Piece piece, String words) {
            if (!words.isBlank()) {
                ofCall.add(piece);
            }
        }

        private void add(Piece piece) {
            settle();
            pieces.add(piece);
        }

        private void settle() {
            pieces.addAll(ofCall);
            ofCall.clear();
        }

        private void end(String how) {
            settle();
            if (id != null) {
                turns.add(new Turn(turns.size() + 1, id, pieces, how));
            }
            pieces.clear();
            id = null;
        }

        List<Turn> turns() {
            end("unfinished");
            return turns;
        }

        private static String text(List<Content> content) {
            return content.stream()
                    .map(part -> switch (part) {
                        case Content.Text(var text) -> text;
                        case Content.Image(var mediaType, var _) -> "[" + mediaType + "]";
                    })
                    .collect(Collectors.joining("\n"));
        }
    }
}
