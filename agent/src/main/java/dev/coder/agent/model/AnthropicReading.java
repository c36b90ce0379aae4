package dev.coder.agent.model;

import dev.coder.agent.model.AnthropicWire.Begun;
import dev.coder.agent.model.AnthropicWire.Delta;
import dev.coder.agent.model.AnthropicWire.Event;
import dev.coder.agent.model.AnthropicWire.Start;
import dev.coder.agent.model.AnthropicWire.Tokens;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.Usage;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// Reads one reply of Anthropic's Messages API.
final class AnthropicReading implements ProviderHttp.EventSink<Event> {

    /// What goes back with a thinking block.
    @Json
    record Kept(@Nullable String signature, @Nullable String redacted) {}

    private final String model;
    private final ReplyBuilder reply;
    private final ProviderErrors errors;
    private final StringBuilder arguments = new StringBuilder();
    private @Nullable Begun block;
    private @Nullable String signature;
    private @Nullable String stopReason;
    private boolean started;
    private boolean stopped;
    private long input;
    private long cacheRead;
    private long cacheWrite;
    private long output;

    /// @param model `provider/name`
    AnthropicReading(String model, ReplyBuilder reply, ProviderErrors errors) {
        this.model = model;
        this.reply = reply;
        this.errors = errors;
    }

    @Override
    public boolean completes(Event event) throws ModelException {
        switch (event.type()) {
            case "message_start" -> start(event.message());
            case "content_block_start" -> begin(event.contentBlock());
            case "content_block_delta" -> extend(event.delta());
            case "content_block_stop" -> end();
            case "message_delta" -> {
                stopReason = event.delta() == null ? stopReason : event.delta().stopReason();
                count(event.usage());
            }
            case "message_stop" -> stopped = true;
            case "error" -> throw errors.inStream(event.error() == null ? RawJson.EMPTY_OBJECT : event.error());
            default -> {} // ping, and what the provider may add
        }
        return stopped;
    }

    /// Gateways that try again behind our back have been seen to splice two replies together.
    private void start(@Nullable Start message) throws ModelException {
        if (started) {
            throw errors.broken("began a second reply in the middle of one", null);
        }
        started = true;
        count(message == null ? null : message.usage());
    }

    private void begin(@Nullable Begun begun) {
        block = begun;
        arguments.setLength(0);
        if (begun != null) {
            signature = begun.signature();
            reply.text(begun.text());
            reply.reasoning(begun.thinking());
        }
    }

    private void extend(@Nullable Delta delta) {
        if (delta != null) {
            reply.text(delta.text());
            reply.reasoning(delta.thinking());
            signature = delta.signature() == null ? signature : delta.signature();
            arguments.append(delta.partialJson() == null ? "" : delta.partialJson());
        }
    }

    private void end() {
        switch (block) {
            case Begun it when it.type().equals("thinking") -> reply.endReasoning(thought());
            case Begun it when it.type().equals("redacted_thinking") -> reply.endReasoning(keep(null, it.data()));
            case Begun it when it.type().equals("tool_use") -> endCall(it);
            case null, default -> reply.endText();
        }
        block = null;
    }

    private @Nullable RawJson thought() {
        return signature == null || signature.isEmpty() ? null : keep(signature, null);
    }

    private RawJson keep(@Nullable String signature, @Nullable String redacted) {
        var kept = new RawJson(ProtocolJson.write(new Kept(signature, redacted)));
        return new Opaque(model, null, kept).json();
    }

    private void endCall(Begun begun) {
        var id = String.valueOf(begun.id());
        var json = arguments.isEmpty() && begun.input() != null ? begun.input().text() : arguments.toString();
        reply.call(id, String.valueOf(begun.name()), json, new Opaque(model, id, null).json());
    }

    private void count(@Nullable Tokens tokens) {
        if (tokens != null) {
            input = tokens.inputTokens() == null ? input : tokens.inputTokens();
            cacheRead = tokens.cacheReadInputTokens() == null ? cacheRead : tokens.cacheReadInputTokens();
            cacheWrite = tokens.cacheCreationInputTokens() == null ? cacheWrite : tokens.cacheCreationInputTokens();
            output = tokens.outputTokens() == null ? output : tokens.outputTokens();
        }
    }

    ModelReply reply() throws ModelException {
        if (!stopped || stopReason == null) {
            throw errors.broken("broke off in the middle of its reply", null);
        }
        var usage = new Usage(input + cacheRead + cacheWrite, cacheRead, cacheWrite, output);
        return reply.build(stopReason(stopReason), usage);
    }

    private static String stopReason(String word) {
        return switch (word) {
            case "end_turn", "stop_sequence" -> ModelReply.END_TURN;
            case "tool_use" -> ModelReply.TOOL_USE;
            case "max_tokens", "model_context_window_exceeded" -> ModelReply.MAX_TOKENS;
            case "refusal" -> ModelReply.REFUSAL;
            default -> word;
        };
    }
}
