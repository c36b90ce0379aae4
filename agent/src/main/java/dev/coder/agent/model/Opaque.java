package dev.coder.agent.model;

import dev.coder.protocol.Message;
import dev.coder.protocol.Message.Part;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a model wants back with something it wrote. No other model can use it, and many refuse it.
///
/// @param model `provider/name` of the model that wrote it
/// @param id    the provider's own id of a call
/// @param data  as the provider's adapter wants it
@Json
record Opaque(String model, @Nullable String id, @Nullable RawJson data) {

    RawJson json() {
        return new RawJson(ProtocolJson.write(this));
    }

    static @Nullable Opaque of(@Nullable RawJson json) {
        return json == null ? null : ProtocolJson.read(Opaque.class, json.text());
    }

    /// The provider's id of a call, where it minted one, else ours.
    static String callId(ToolCall call) {
        var opaque = of(call.opaque());
        return opaque == null || opaque.id() == null ? call.id() : opaque.id();
    }

    /// The conversation without the reasoning of other models, and without what they wanted back with their calls.
    static List<Message> own(List<Message> conversation, String model) {
        return conversation.stream()
                .map(message -> message instanceof Message.Assistant(var parts)
                        ? new Message.Assistant(
                                parts.stream().flatMap(part -> own(part, model)).toList())
                        : message)
                .toList();
    }

    private static Stream<Part> own(Part part, String model) {
        return switch (part) {
            case Part.Text text -> Stream.of(text);
            case Part.Reasoning reasoning -> isOf(model, reasoning.opaque()) ? Stream.of(reasoning) : Stream.empty();
            case Part.Call(var call) ->
                Stream.of(new Part.Call(
                        isOf(model, call.opaque())
                                ? call
                                : new ToolCall(call.id(), call.toolName(), call.parameters(), null)));
        };
    }

    private static boolean isOf(String model, @Nullable RawJson json) {
        var opaque = of(json);
        return opaque != null && opaque.model().equals(model);
    }
}
