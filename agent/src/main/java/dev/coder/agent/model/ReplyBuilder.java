package dev.coder.agent.model;

import dev.coder.protocol.Message;
import dev.coder.protocol.Message.Part;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts a reply together while it streams in. Text and reasoning pile up until something else begins.
final class ReplyBuilder {

    private final ModelListener listener;
    private final ProviderErrors errors;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();

    ReplyBuilder(ModelListener listener, ProviderErrors errors) {
        this.listener = listener;
        this.errors = errors;
    }

    void text(@Nullable String delta) {
        if (delta != null && !delta.isEmpty()) {
            endReasoning(null);
            text.append(delta);
            listener.text(delta);
        }
    }

    void reasoning(@Nullable String delta) {
        if (delta != null && !delta.isEmpty()) {
            endText();
            reasoning.append(delta);
            listener.reasoning(delta);
        }
    }

    /// Ends a piece of reasoning, with what its provider wants back for it.
    void endReasoning(@Nullable RawJson opaque) {
        if (!reasoning.isEmpty() || opaque != null) {
            endText();
            parts.add(new Part.Reasoning(reasoning.toString(), opaque));
            reasoning.setLength(0);
        }
    }

    /// @param arguments the JSON object that the model wrote; nothing means an empty one
    void call(String id, String toolName, String arguments, @Nullable RawJson opaque) {
        endReasoning(null);
        endText();
        var parameters = arguments.isBlank() ? RawJson.EMPTY_OBJECT : new RawJson(arguments);
        parts.add(new Part.Call(new ToolCall(id, toolName, parameters, opaque)));
    }

    /// A text as it is in the end; what streamed in of it before is replaced.
    void wholeText(String whole) {
        if (text.isEmpty()) {
            text(whole);
        } else {
            text.replace(0, text.length(), whole);
        }
        endText();
    }

    void endText() {
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text.toString()));
            text.setLength(0);
        }
    }

    /// @param stopReason one of the constants of [ModelReply], or the provider's own word
    /// @throws ModelException when the parameters of a call are not a JSON object
    ModelReply build(String stopReason, Usage usage) throws ModelException {
        endReasoning(null);
        endText();
        return switch (stopReason) {
            case ModelReply.MAX_TOKENS, ModelReply.REFUSAL -> reply(withoutCalls(), stopReason, usage);
            case ModelReply.END_TURN, ModelReply.TOOL_USE -> reply(withSoundCalls(), endOrUse(), usage);
            default -> reply(withSoundCalls(), stopReason, usage);
        };
    }

    /// Some providers say `stop` although there are calls.
    private String endOrUse() {
        return parts.stream().anyMatch(Part.Call.class::isInstance) ? ModelReply.TOOL_USE : ModelReply.END_TURN;
    }

    /// A call that was cut off looks like a complete one when the cut falls at the right place.
    private List<Part> withoutCalls() {
        return parts.stream().filter(part -> !(part instanceof Part.Call)).toList();
    }

    private List<Part> withSoundCalls() throws ModelException {
        for (var part : parts) {
            if (part instanceof Part.Call(var call)
                    && !JsonObject.isOne(call.parameters().text())) {
                throw errors.broken("wrote a call of " + call.toolName() + " that is not JSON", null);
            }
        }
        return parts;
    }

    private static ModelReply reply(List<Part> parts, String stopReason, Usage usage) {
        return new ModelReply(new Message.Assistant(parts), usage, stopReason);
    }
}
