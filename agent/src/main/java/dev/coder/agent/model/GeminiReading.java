package dev.coder.agent.model;

import dev.coder.agent.model.GeminiWire.Candidate;
import dev.coder.agent.model.GeminiWire.Chunk;
import dev.coder.agent.model.GeminiWire.FunctionCall;
import dev.coder.agent.model.GeminiWire.Part;
import dev.coder.agent.model.GeminiWire.Tokens;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.Usage;
import io.avaje.jsonb.Json;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads one reply of Google's Gemini API. Nothing marks the end of its stream but the end itself.
final class GeminiReading implements ProviderHttp.EventSink<Chunk> {

    /// What goes back with a part.
    @Json
    record Kept(@Nullable String thoughtSignature) {}

    private final String model;
    private final ReplyBuilder reply;
    private final ProviderErrors errors;
    private int calls;
    private @Nullable String finishReason;
    private Usage usage = Usage.NONE;

    /// @param model `provider/name`
    GeminiReading(String model, ReplyBuilder reply, ProviderErrors errors) {
        this.model = model;
        this.reply = reply;
        this.errors = errors;
    }

    @Override
    public boolean completes(Chunk chunk) throws ModelException {
        if (chunk.error() != null) {
            throw errors.inStream(chunk.error());
        }
        if (chunk.usageMetadata() != null) {
            usage = usage(chunk.usageMetadata());
        }
        if (chunk.promptFeedback() != null && chunk.promptFeedback().blockReason() != null) {
            finishReason = "SAFETY";
        }
        if (chunk.candidates() != null && !chunk.candidates().isEmpty()) {
            read(chunk.candidates().getFirst());
        }
        return false;
    }

    private void read(Candidate candidate) {
        if (candidate.content() != null && candidate.content().parts() != null) {
            candidate.content().parts().forEach(this::read);
        }
        finishReason = candidate.finishReason() == null ? finishReason : candidate.finishReason();
    }

    private void read(Part part) {
        var call = part.functionCall();
        if (call != null) {
            call(call, part.thoughtSignature());
        } else if (Boolean.TRUE.equals(part.thought())) {
            reply.reasoning(part.text());
        } else {
            reply.text(part.text());
            if (part.thoughtSignature() != null) {
                reply.endReasoning(null);
                reply.endReasoning(opaque(null, part.thoughtSignature()));
            }
        }
    }

    private void call(FunctionCall call, @Nullable String signature) {
        var id = call.id() == null ? "call_" + calls : call.id();
        calls++;
        reply.call(id, call.name(), call.args() == null ? "" : call.args().text(), opaque(call.id(), signature));
    }

    private RawJson opaque(@Nullable String callId, @Nullable String signature) {
        var kept = new RawJson(ProtocolJson.write(new Kept(signature)));
        return new Opaque(model, callId, kept).json();
    }

    private static Usage usage(Tokens tokens) {
        return new Usage(
                number(tokens.promptTokenCount()),
                number(tokens.cachedContentTokenCount()),
                0,
                number(tokens.candidatesTokenCount()) + number(tokens.thoughtsTokenCount()));
    }

    private static long number(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }

    ModelReply reply() throws ModelException {
        return switch (finishReason) {
            case null -> throw errors.broken("broke off in the middle of its reply", null);
            case "MALFORMED_FUNCTION_CALL",
                    "UNEXPECTED_TOOL_CALL",
                    "MISSING_THOUGHT_SIGNATURE",
                    "TOO_MANY_TOOL_CALLS" ->
                throw errors.broken("could not finish a tool call (" + finishReason + ")", null);
            default -> reply.build(stopReason(finishReason), usage);
        };
    }

    private static String stopReason(String word) {
        return switch (word) {
            case "STOP" -> ModelReply.END_TURN;
            case "MAX_TOKENS" -> ModelReply.MAX_TOKENS;
            case "SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION" -> ModelReply.REFUSAL;
            default -> word.toLowerCase(Locale.ROOT);
        };
    }
}
