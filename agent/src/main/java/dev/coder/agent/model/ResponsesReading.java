package dev.coder.agent.model;

import dev.coder.agent.model.ResponsesWire.Done;
import dev.coder.agent.model.ResponsesWire.DonePiece;
import dev.coder.agent.model.ResponsesWire.Event;
import dev.coder.agent.model.ResponsesWire.Failure;
import dev.coder.agent.model.ResponsesWire.Kept;
import dev.coder.agent.model.ResponsesWire.Response;
import dev.coder.agent.model.ResponsesWire.Tokens;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.Usage;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads one reply of OpenAI's Responses API: deltas are for display, the finished items are what counts.
final class ResponsesReading implements ProviderHttp.EventSink<Event> {

    private final String model;
    private final ReplyBuilder reply;
    private final ProviderErrors errors;
    private @Nullable String stopReason;
    private boolean refused;
    private boolean reasoned;
    private Usage usage = Usage.NONE;

    /// @param model `provider/name`
    ResponsesReading(String model, ReplyBuilder reply, ProviderErrors errors) {
        this.model = model;
        this.reply = reply;
        this.errors = errors;
    }

    @Override
    public boolean completes(Event event) throws ModelException {
        switch (event.type()) {
            case "response.output_text.delta", "response.refusal.delta" -> reply.text(event.delta());
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" -> {
                reply.reasoning(event.delta());
                reasoned = true;
            }
            case "response.reasoning_summary_part.added" -> reply.reasoning(reasoned ? "\n\n" : null);
            case "response.output_item.done" -> done(event.item());
            case "response.completed" -> end(ModelReply.END_TURN, event.response());
            case "response.incomplete" -> end(incomplete(event.response()), event.response());
            case "response.failed", "error" -> throw errors.inStream(failure(event));
            default -> {} // other steps of the same items
        }
        return stopReason != null;
    }

    private static RawJson failure(Event event) {
        if (event.error() != null) {
            return event.error();
        }
        return event.response() != null && event.response().error() != null
                ? event.response().error()
                : new RawJson(ProtocolJson.write(new Failure(event.code(), event.message())));
    }

    private void done(@Nullable RawJson json) throws ModelException {
        var item = item(json);
        switch (item.type()) {
            case "message" -> message(item);
            case "reasoning" -> {
                reply.endReasoning(new Kept(null, null, json).opaque(model, null));
                reasoned = false;
            }
            case "function_call" -> call(item);
            default -> {} // tools on the provider's side are not used
        }
    }

    private Done item(@Nullable RawJson json) throws ModelException {
        try {
            return ProtocolJson.read(Done.class, json == null ? "{}" : json.text());
        } catch (MalformedJsonException e) {
            throw errors.broken("sent an item that cannot be read", e);
        }
    }

    private void message(Done item) {
        var pieces = item.content() == null ? List.<DonePiece>of() : item.content();
        refused |= pieces.stream().anyMatch(piece -> piece.type().equals("refusal"));
        reply.wholeText(pieces.stream().map(ResponsesReading::text).collect(Collectors.joining()));
        if (item.id() != null || item.phase() != null) {
            reply.endReasoning(new Kept(item.id(), item.phase(), null).opaque(model, null));
        }
    }

    private static String text(DonePiece piece) {
        if (piece.text() != null) {
            return piece.text();
        }
        return piece.refusal() == null ? "" : piece.refusal();
    }

    private void call(Done item) {
        var callId = String.valueOf(item.callId() == null ? item.id() : item.callId());
        var opaque = new Kept(item.id(), null, null).opaque(model, callId);
        var arguments = item.arguments() == null ? "" : item.arguments();
        reply.call(callId, String.valueOf(item.name()), arguments, opaque);
    }

    private void end(String reason, @Nullable Response response) {
        stopReason = reason;
        if (response != null && response.usage() != null) {
            usage = usage(response.usage());
        }
    }

    private static Usage usage(Tokens tokens) {
        var details = tokens.inputTokensDetails();
        var cached = details == null || details.cachedTokens() == null ? 0 : details.cachedTokens();
        return new Usage(number(tokens.inputTokens()), cached, 0, number(tokens.outputTokens()));
    }

    private static long number(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }

    private static String incomplete(@Nullable Response response) {
        var details = response == null ? null : response.incompleteDetails();
        var reason = details == null ? null : details.reason();
        return switch (reason) {
            case "content_filter" -> ModelReply.REFUSAL;
            case "max_output_tokens" -> ModelReply.MAX_TOKENS;
            case null -> ModelReply.MAX_TOKENS;
            default -> reason;
        };
    }

    ModelReply reply() throws ModelException {
        if (stopReason == null) {
            throw errors.broken("broke off in the middle of its reply", null);
        }
        return reply.build(refused ? ModelReply.REFUSAL : stopReason, usage);
    }
}
