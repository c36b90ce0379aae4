package dev.coder.cli.trace;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.Usage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes a transcript of a session from its trace, or from the agent's log alone. Holds no more than what is going on
/// at
/// one moment. One owner thread.
final class Transcript {

    private static final Pattern SESSION = Pattern.compile(".*/v1/sessions/(ses_[A-Za-z0-9]+).*");

    private final Consumer<TranscriptItem> out;
    private final String sessionId;
    private final Map<String, TraceLine> exchanges = new LinkedHashMap<>();
    private final Map<String, ToolCall> wishes = new HashMap<>();
    private final Map<String, TraceLine> finished = new HashMap<>();
    private final Map<String, Begun> models = new HashMap<>();
    private @Nullable Times turn;
    private @Nullable String running;
    private long seq;

    private record Begun(@Nullable Long at, String model) {}

    Transcript(String sessionId, Consumer<TranscriptItem> out) {
        this.sessionId = sessionId;
        this.out = out;
    }

    /// The next line of a trace.
    void line(TraceLine line) {
        switch (line.kind()) {
            case RUN, NOTE -> say(line.at(), "note", words(line), line.millis());
            case SENT -> exchanges.put(id(line), line.text(null));
            case ANSWERED -> answered(line);
            case RECEIVED -> received(line);
            case ENDED -> exchanges.remove(id(line));
            case BROKEN -> broken(line);
            case ASKED -> running = line.name() + ": " + words(line);
            case CONSENT -> consent(line);
            case STARTED -> running = line.name() + " was started";
            case FINISHED -> called(line);
        }
    }

    private static String id(TraceLine line) {
        return Objects.requireNonNullElse(line.exchange(), "");
    }

    private static String words(TraceLine line) {
        return Objects.requireNonNullElse(line.text(), "");
    }

    private void answered(TraceLine line) {
        var sent = exchanges.get(id(line));
        if (sent != null) {
            say(sent.at(), "network", sent.name() + ": " + words(line), line.millis());
        }
    }

    private void broken(TraceLine line) {
        var sent = exchanges.remove(id(line));
        say(line.at(), "network", (sent == null ? "" : sent.name()) + ": broken, " + words(line), line.millis());
    }

    private void consent(TraceLine line) {
        var question = running == null ? String.valueOf(line.name()) : running;
        running = null;
        say(line.at(), "waits", question + ": " + words(line), line.millis());
        if (turn != null && line.millis() != null) {
            turn.waited += line.millis();
        }
    }

    private void called(TraceLine line) {
        running = null;
        finished.put(id(line), line);
    }

    private void received(TraceLine line) {
        var sent = exchanges.get(id(line));
        var text = words(line);
        if (sent == null || !text.startsWith("data:") || !isOfThisSession(String.valueOf(sent.name()))) {
            return;
        }
        try {
            event(ProtocolJson.readEvent(text.substring("data:".length()).strip()), line.at());
        } catch (MalformedJsonException e) {
            // cut off
        }
    }

    private boolean isOfThisSession(String target) {
        var session = SESSION.matcher(target);
        return session.matches() && session.group(1).equals(sessionId);
    }

    /// The next event of the session; one that was seen before is passed over.
    ///
    /// @param arrived milliseconds since the epoch; null when nobody knows
    void event(LoggedEvent logged, @Nullable Long arrived) {
        if (logged.seq() != 0 && logged.seq() <= seq) {
            return;
        }
        seq = Math.max(seq, logged.seq());
        switch (logged.event()) {
            case AgentEvent.TurnStarted(var turnId, var _) -> began(turnId, at(arrived, turnId));
            case AgentEvent.UserMessage(var _, var messageId, var content) ->
                say(at(arrived, messageId), "you", text(content), null);
            case AgentEvent.SteerAccepted(var _, var messageId, var content) ->
                say(at(arrived, messageId), "you", text(content), null);
            case AgentEvent.ModelCallStarted(var _, var call, var _, var model) ->
                models.put(call, new Begun(at(arrived, call), model));
            case AgentEvent.ModelCallDiscarded(var _, var call, var reason, var _) -> {
                models.remove(call);
                say(arrived, "note", "a model call was given up: " + reason, null);
            }
            case AgentEvent.MessageCompleted(var _, var _, var content) -> say(arrived, "says", text(content), null);
            case AgentEvent.ToolCallRequested wish -> wishes.put(wish.id(), wish.call());
            case AgentEvent.ModelCallCompleted(var _, var call, var usage, var reason) ->
                thought(call, usage, reason, arrived);
            case AgentEvent.ToolResultRecorded(var _, var result) -> result(result, arrived);
            case AgentEvent.TurnCompleted(var _, var reason, var usage) ->
                ended(reason + ", " + tokens(usage), arrived);
            case AgentEvent.TurnFailed(var _, var problem) -> ended("failed: " + problem.title(), arrived);
            case AgentEvent.TurnCancelled(var _, var reason) -> ended("cancelled: " + reason, arrived);
            case AgentEvent.TurnExpired _ -> ended("expired", arrived);
            case AgentEvent _ -> {
                // of no interest to people
            }
        }
    }

    private static @Nullable Long at(@Nullable Long arrived, String id) {
        return arrived == null ? UlidTime.of(id) : arrived;
    }

    private static String text(List<Content> content) {
        return content.stream()
                .map(part -> part instanceof Content.Text(var words) ? words : "[an image]")
                .collect(Collectors.joining("\n"));
    }

    private void began(String turnId, @Nullable Long at) {
        turn = new Times(at);
        say(at, "turn", turnId, null);
    }

    private void thought(String call, Usage usage, String reason, @Nullable Long arrived) {
        var begun = models.remove(call);
        var millis = begun == null || begun.at() == null || arrived == null ? null : (Long) (arrived - begun.at());
        if (turn != null && millis != null) {
            turn.thought += millis;
        }
        say(
                begun == null ? arrived : begun.at(),
                "model",
                (begun == null ? "" : begun.model() + ", ") + tokens(usage) + ", " + reason,
                millis);
    }

    private static String tokens(Usage usage) {
        return usage.inputTokens() + " tokens in, " + usage.outputTokens() + " out";
    }

    private void result(ToolResult result, @Nullable Long arrived) {
        var wish = wishes.remove(result.id());
        var line = finished.remove(result.id());
        var name = wish == null ? "a call" : wish.toolName();
        var title = line == null || line.name() == null
                ? wish == null ? "" : wish.parameters().text()
                : line.name();
        var outcome = result.success() ? "ok" : result.errorCode() + ": " + result.error();
        if (turn != null && result.durationMs() != null) {
            turn.ran += result.durationMs();
        }
        say(
                line == null ? arrived : (Long) line.at(),
                "call",
                name + " " + title + ": " + outcome,
                result.durationMs());
    }

    private void ended(String how, @Nullable Long arrived) {
        say(arrived, "end", how + (turn == null ? "" : turn.told()), turn == null ? null : turn.millis(arrived));
        turn = null;
        wishes.clear();
        models.clear();
    }

    /// Says what was going on when the trace stopped.
    void end() {
        wishes.values()
                .forEach(wish -> say(null, "note", wish.toolName() + " has no result in what was recorded", null));
        models.values().forEach(begun -> say(begun.at(), "note", begun.model() + " was not done", null));
        if (running != null) {
            say(null, "note", "it stopped here: " + running, null);
        }
        if (turn != null) {
            say(null, "note", "the turn goes on after what was recorded", null);
        }
    }

    private void say(@Nullable Long at, String kind, String text, @Nullable Long millis) {
        out.accept(new TranscriptItem(at, kind, text, millis));
    }

    /// Where the time of one turn went, in milliseconds.
    private static final class Times {

        private final @Nullable Long began;
        private long thought;
        private long ran;
        private long waited;

        Times(@Nullable Long began) {
            this.began = began;
        }

        @Nullable
        Long millis(@Nullable Long end) {
            return began == null || end == null ? null : (Long) (end - began);
        }

        String told() {
            return " (model " + thought + " ms, tools " + ran + " ms, you " + waited + " ms)";
        }
    }
}
