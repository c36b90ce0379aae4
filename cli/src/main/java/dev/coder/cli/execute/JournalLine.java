package dev.coder.cli.execute;

import dev.coder.protocol.CallId;
import dev.coder.protocol.ClientId;
import dev.coder.protocol.Content;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.NotAnIdException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.TurnId;
import dev.coder.protocol.TurnRequest;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A [JournalEntry] as it stands in the file.
///
/// @param state which entry it is
/// @param id    of the client, the turn, the call or the request
/// @param text  the evidence; the prompt, the call or the result as JSON
/// @param edited the parameters that the user wrote in place of the model's
@Json
record JournalLine(
        String state,
        @Nullable String id,
        @Nullable String text,
        @Nullable List<String> ids,
        @Nullable Long seq,
        @Nullable Long epoch,
        @Nullable String edited) {

    static String write(JournalEntry entry) {
        return ProtocolJson.write(of(entry));
    }

    /// @return null when it is no line of a journal
    static @Nullable JournalEntry read(String json) {
        try {
            return ProtocolJson.read(JournalLine.class, json).entry();
        } catch (MalformedJsonException | NotAnIdException | NullPointerException e) {
            return null;
        }
    }

    private static JournalLine of(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Agent(var origin) -> new JournalLine("agent", origin, null, null, null, null, null);
            case JournalEntry.Client(var clientId, var epoch, var unsureUpTo) ->
                new JournalLine("client", clientId, null, null, unsureUpTo, epoch, null);
            case JournalEntry.Asked(var key, var prompt) ->
                new JournalLine(
                        "prompt", key, ProtocolJson.write(new TurnRequest.Prompt(prompt)), null, null, null, null);
            case JournalEntry.Withdrawn(var key) -> new JournalLine("withdrawn", key, null, null, null, null, null);
            case JournalEntry.TurnBegan(var turnId, var seq) ->
                new JournalLine("turn", turnId, null, null, seq, null, null);
            case JournalEntry.Received(var call) ->
                new JournalLine("received", call.id(), ProtocolJson.write(call), null, null, null, null);
            case JournalEntry.Started(var callId, var evidence, var edited) ->
                new JournalLine("started", callId, evidence, null, null, null, edited == null ? null : edited.text());
            case JournalEntry.Finished(var result) ->
                new JournalLine("finished", result.id(), ProtocolJson.write(result), null, null, null, null);
            case JournalEntry.Acked(var callIds, var seq) ->
                new JournalLine("acked", null, null, callIds, seq, null, null);
            case JournalEntry.Cancelled(var id) -> new JournalLine("cancelled", id, null, null, null, null, null);
            case JournalEntry.TurnEnded(var turnId, var seq) ->
                new JournalLine("ended", turnId, null, null, seq, null, null);
        };
    }

    private @Nullable JournalEntry entry() {
        return switch (state) {
            case "agent" -> new JournalEntry.Agent(required(id));
            case "client" ->
                new JournalEntry.Client(new ClientId(required(id)).value(), required(epoch), required(seq));
            case "prompt" ->
                new JournalEntry.Asked(
                        required(id),
                        ProtocolJson.read(TurnRequest.Prompt.class, required(text))
                                .content());
            case "asked" -> // as version 0.1 wrote it
                new JournalEntry.Asked(required(id), List.of(new Content.Text(required(text))));
            case "withdrawn" -> new JournalEntry.Withdrawn(required(id));
            case "turn" -> new JournalEntry.TurnBegan(turn(required(id)), required(seq));
            case "received" -> received(ProtocolJson.read(ToolCall.class, required(text)));
            case "started" ->
                new JournalEntry.Started(
                        new CallId(required(id)).value(), required(text), edited == null ? null : new RawJson(edited));
            case "finished" -> finished(ProtocolJson.read(ToolResult.class, required(text)));
            case "acked" -> new JournalEntry.Acked(required(ids), required(seq));
            case "cancelled" -> new JournalEntry.Cancelled(required(id));
            case "ended" -> new JournalEntry.TurnEnded(turn(required(id)), required(seq));
            default -> null;
        };
    }

    /// Empty where the turn had no name yet.
    private static String turn(String id) {
        return id.isEmpty() ? id : new TurnId(id).value();
    }

    private static JournalEntry received(ToolCall call) {
        var _ = new CallId(call.id());
        return new JournalEntry.Received(call);
    }

    private static JournalEntry finished(ToolResult result) {
        var _ = new CallId(result.id());
        return new JournalEntry.Finished(result);
    }

    private static <T> T required(@Nullable T part) {
        return Objects.requireNonNull(part);
    }
}
