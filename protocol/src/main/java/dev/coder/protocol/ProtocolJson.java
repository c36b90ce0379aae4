package dev.coder.protocol;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonException;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.mapper.JsonMapper;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The wire format of every type of this package, on one screen. Absent and null mean the same; unknown fields are
/// passed over.
@Json.Import(
        value = AgentEvent.class,
        jsonSettings = @Json(typeProperty = "type"),
        subtypes = {
            @Json.SubType(type = AgentEvent.SessionCreated.class, name = "session.created"),
            @Json.SubType(type = AgentEvent.SessionUpdated.class, name = "session.updated"),
            @Json.SubType(type = AgentEvent.ToolsChanged.class, name = "tools.changed"),
            @Json.SubType(type = AgentEvent.ExecutorChanged.class, name = "executor.changed"),
            @Json.SubType(type = AgentEvent.SessionSuspended.class, name = "session.suspended"),
            @Json.SubType(type = AgentEvent.SessionClosed.class, name = "session.closed"),
            @Json.SubType(type = AgentEvent.TurnStarted.class, name = "turn.started"),
            @Json.SubType(type = AgentEvent.UserMessage.class, name = "user.message"),
            @Json.SubType(type = AgentEvent.MessageQueued.class, name = "message.queued"),
            @Json.SubType(type = AgentEvent.SteerAccepted.class, name = "steer.accepted"),
            @Json.SubType(type = AgentEvent.ModelCallStarted.class, name = "model_call.started"),
            @Json.SubType(type = AgentEvent.ModelCallDiscarded.class, name = "model_call.discarded"),
            @Json.SubType(type = AgentEvent.ReasoningCompleted.class, name = "reasoning.completed"),
            @Json.SubType(type = AgentEvent.MessageCompleted.class, name = "message.completed"),
            @Json.SubType(type = AgentEvent.ToolCallRequested.class, name = "tool_call"),
            @Json.SubType(type = AgentEvent.ModelCallCompleted.class, name = "model_call.completed"),
            @Json.SubType(type = AgentEvent.CompactionStarted.class, name = "context.compacting"),
            @Json.SubType(type = AgentEvent.ContextCompacted.class, name = "context.compacted"),
            @Json.SubType(type = AgentEvent.ToolResultRecorded.class, name = "tool_result"),
            @Json.SubType(type = AgentEvent.TurnRequiresAction.class, name = "turn.requires_action"),
            @Json.SubType(type = AgentEvent.TurnCompleted.class, name = "turn.completed"),
            @Json.SubType(type = AgentEvent.TurnFailed.class, name = "turn.failed"),
            @Json.SubType(type = AgentEvent.TurnCancelled.class, name = "turn.cancelled"),
            @Json.SubType(type = AgentEvent.TurnExpired.class, name = "turn.expired"),
            @Json.SubType(type = AgentEvent.TextDelta.class, name = "text.delta"),
            @Json.SubType(type = AgentEvent.ReasoningDelta.class, name = "reasoning.delta"),
            @Json.SubType(type = AgentEvent.TextSnapshot.class, name = "text.snapshot"),
            @Json.SubType(type = AgentEvent.StreamClosing.class, name = "stream.closing"),
            @Json.SubType(type = AgentEvent.Ping.class, name = "ping"),
        })
@Json.Import(
        value = Content.class,
        jsonSettings = @Json(typeProperty = "type"),
        subtypes = {
            @Json.SubType(type = Content.Text.class, name = "text"),
            @Json.SubType(type = Content.Image.class, name = "image"),
        })
@Json.Import({
    AgentEvent.TurnRequiresAction.Pending.class,
    Problem.class,
    ToolCall.class,
    ToolResult.class,
    ToolResult.Approval.class,
    ToolSpec.class,
    ToolSpec.Hints.class,
    TurnRequest.Prompt.class,
    TurnRequest.Continuation.class,
    TurnRequest.Compact.class,
    Usage.class,
    ProtocolJson.Head.class,
    SessionRequests.Client.class,
    SessionRequests.Workspace.class,
    SessionRequests.Workspace.Git.class,
    SessionRequests.Project.class,
    SessionRequests.Limits.class,
    SessionRequests.CreateSession.class,
    SessionRequests.UpdateSession.class,
    SessionRequests.Fork.class,
    SessionRequests.ReplaceTools.class,
    SessionRequests.ClaimExecutor.class,
    SessionRequests.CancelTurn.class,
    SessionRequests.Steer.class,
    SessionAnswers.Executor.class,
    SessionAnswers.Created.class,
    SessionAnswers.SessionState.class,
    SessionAnswers.SessionList.class,
    SessionAnswers.ToolsAccepted.class,
    SessionAnswers.Accepted.class,
    SessionAnswers.Limits.class,
    SessionAnswers.Capabilities.class,
    SessionAnswers.ModelFacts.class,
    SessionAnswers.ModelFacts.LongInput.class,
    SessionAnswers.Health.class,
    SessionAnswers.AgentStatus.class,
    SessionAnswers.LocalAgent.class,
})
public final class ProtocolJson {

    /// In characters; a request's body is not longer.
    private static final int LONGEST_STRING = 1 << 20;

    static {
        // The parser grows its buffer to 32768 characters at most, and refuses a string that is longer than its buffer.
        System.setProperty("jsonb.parserCharBufferSize", Integer.toString(LONGEST_STRING));
    }

    private static final Jsonb JSONB = Jsonb.builder()
            .add(RawJson.class, new RawJsonAdapter())
            .add(SessionId.class, new SessionIdAdapter())
            .add(ToolOutput.class, ToolOutputAdapter::new)
            .build();
    private static final JsonMapper ANYTHING = JsonMapper.builder().build();
    private static final JsonType<AgentEvent> EVENTS = JSONB.type(AgentEvent.class);
    private static final JsonType<Head> HEADS = JSONB.type(Head.class);
    private static final String TYPE_START = "{\"type\":\"";

    /// The start of every event.
    record Head(String type, @Nullable Long seq) {}

    private ProtocolJson() {}

    /// The JSON of any record of this package except events.
    public static String write(Object value) {
        return JSONB.toJson(value);
    }

    /// The JSON of one variant of a sealed type, with its type in it.
    public static <T> String write(Class<T> type, T value) {
        return JSONB.type(type).toJson(value);
    }

    public static byte[] writeBytes(Object value) {
        return JSONB.toJsonBytes(value);
    }

    /// @throws MalformedJsonException when this is not JSON, or not of that type
    public static <T> T read(Class<T> type, String json) {
        return parse(type, () -> JSONB.type(type).fromJson(json));
    }

    /// @throws MalformedJsonException when this is not JSON in UTF-8, or not of that type
    public static <T> T read(Class<T> type, byte[] json) {
        return parse(type, () -> JSONB.type(type).fromJson(json));
    }

    public static <T> List<T> readList(Class<T> type, String json) {
        return parse(type, () -> JSONB.type(type).list().fromJson(json));
    }

    /// The members of an object of any form: maps, lists, strings, numbers, booleans and null.
    ///
    /// @throws MalformedJsonException when this is not an object
    public static Map<String, Object> readObject(String json) {
        return parse(Map.class, () -> ANYTHING.fromJsonObject(json));
    }

    /// What [#readObject] reads.
    public static String writeObject(Map<String, ?> members) {
        return ANYTHING.toJson(members);
    }

    /// One event as it stands on the wire and in the log: `{"type":…,"seq":…,…}`, in one line.
    public static String writeEvent(LoggedEvent logged) {
        if (logged.event() instanceof AgentEvent.Unknown(var _, var json)) {
            return json.text();
        }
        var json = EVENTS.toJson(logged.event());
        if (logged.seq() == 0) {
            return json;
        }
        var afterType = json.indexOf('"', TYPE_START.length()) + 1;
        return json.substring(0, afterType) + ",\"seq\":" + logged.seq() + json.substring(afterType);
    }

    /// Reads what [#writeEvent] wrote; an event of a type that is not known here becomes [AgentEvent.Unknown].
    public static LoggedEvent readEvent(String json) {
        var head = parse(AgentEvent.class, () -> HEADS.fromJson(json));
        var seq = head.seq() == null ? 0 : head.seq();
        try {
            return new LoggedEvent(seq, parse(AgentEvent.class, () -> EVENTS.fromJson(json)));
        } catch (UnknownTypeException e) {
            return new LoggedEvent(seq, new AgentEvent.Unknown(head.type(), new RawJson(json)));
        }
    }

    /// The wire name in what [#writeEvent] wrote, such as `turn.started`.
    public static String typeIn(String eventJson) {
        return eventJson.substring(TYPE_START.length(), eventJson.indexOf('"', TYPE_START.length()));
    }

    private static <T> T parse(Class<?> type, Supplier<@Nullable T> reading) {
        try {
            return Objects.requireNonNull(reading.get(), "the value is null");
        } catch (IllegalStateException e) {
            var message = String.valueOf(e.getMessage());
            throw message.startsWith("Unknown value for")
                    ? new UnknownTypeException(message, e)
                    : new MalformedJsonException(message, e);
        } catch (NotAnIdException e) {
            throw new MalformedJsonException(String.valueOf(e.getMessage()), e);
        } catch (JsonException | NullPointerException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new MalformedJsonException(
                    "not a valid " + type.getSimpleName() + ": " + String.valueOf(e.getMessage()), e);
        } catch (StackOverflowError e) { // the parser calls itself for every level
            throw new MalformedJsonException("not a valid " + type.getSimpleName() + ": it is nested too deeply", e);
        }
    }

    private static final class RawJsonAdapter implements JsonAdapter<RawJson> {

        @Override
        public void toJson(JsonWriter writer, @Nullable RawJson value) {
            if (value == null) {
                writer.nullValue();
            } else {
                writer.rawValue(oneCharPerByte(value.text()));
            }
        }

        /// The writer takes each char of a raw value for one byte of its output.
        private static String oneCharPerByte(String text) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }

        @Override
        public @Nullable RawJson fromJson(JsonReader reader) {
            return reader.isNullValue() ? null : new RawJson(reader.readRaw());
        }
    }

    private static final class SessionIdAdapter implements JsonAdapter<SessionId> {

        @Override
        public void toJson(JsonWriter writer, @Nullable SessionId value) {
            writer.value(value == null ? null : value.value());
        }

        @Override
        public @Nullable SessionId fromJson(JsonReader reader) {
            return reader.isNullValue() ? null : new SessionId(reader.readString());
        }
    }

    /// A single text is a string, anything else an array.
    private static final class ToolOutputAdapter implements JsonAdapter<ToolOutput> {

        private final JsonAdapter<Content> contents;

        ToolOutputAdapter(Jsonb jsonb) {
            contents = jsonb.adapter(Content.class);
        }

        @Override
        public void toJson(JsonWriter writer, @Nullable ToolOutput value) {
            if (value == null) {
                writer.nullValue();
            } else if (value.content().size() == 1 && value.content().getFirst() instanceof Content.Text(var text)) {
                writer.value(text);
            } else {
                writer.beginArray();
                value.content().forEach(content -> contents.toJson(writer, content));
                writer.endArray();
            }
        }

        @Override
        public @Nullable ToolOutput fromJson(JsonReader reader) {
            if (reader.isNullValue()) {
                return null;
            }
            return switch (reader.currentToken()) {
                case BEGIN_ARRAY -> new ToolOutput(readArray(reader));
                case STRING -> ToolOutput.text(reader.readString());
                case BEGIN_OBJECT, NUMBER, BOOLEAN, NULL -> ToolOutput.text(reader.readRaw());
            };
        }

        private List<Content> readArray(JsonReader reader) {
            var list = new ArrayList<Content>();
            reader.beginArray();
            while (reader.hasNextElement()) {
                list.add(contents.fromJson(reader));
            }
            reader.endArray();
            return list;
        }
    }

    private static final class UnknownTypeException extends MalformedJsonException {
        @Serial
        private static final long serialVersionUID = 1;

        UnknownTypeException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
