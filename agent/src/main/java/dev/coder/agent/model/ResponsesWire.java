package dev.coder.agent.model;

import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.Json.Naming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON of OpenAI's Responses API, as far as it is used here.
final class ResponsesWire {

    private ResponsesWire() {}

    /// @param input items, each as it goes to the provider: some are the provider's own, unchanged
    @Json(naming = Naming.LowerUnderscore)
    record Request(
            String model,
            boolean stream,
            boolean store,
            @Nullable String promptCacheKey,
            @Nullable Reasoning reasoning,
            @Nullable List<String> include,
            @Nullable String instructions,
            @Nullable List<Tool> tools,
            List<RawJson> input) {}

    @Json
    record Reasoning(String summary) {
        static final Reasoning AUTO = new Reasoning("auto");
    }

    @Json
    record Tool(String type, String name, String description, RawJson parameters, boolean strict) {}

    @Json(typeProperty = "type", naming = Naming.LowerUnderscore)
    @Json.SubTypes({
        @Json.SubType(type = Item.Said.class, name = "message"),
        @Json.SubType(type = Item.Call.class, name = "function_call"),
        @Json.SubType(type = Item.Output.class, name = "function_call_output"),
    })
    sealed interface Item {

        /// @param phase which part of the turn the model meant it for, in its own word
        record Said(
                String role,
                @Nullable String id,
                @Nullable String status,
                @Nullable String phase,
                List<Piece> content) implements Item {}

        record Call(@Nullable String id, String callId, String name, String arguments) implements Item {}

        /// @param output a string, or an array of pieces
        record Output(String callId, RawJson output) implements Item {}
    }

    @Json(typeProperty = "type", naming = Naming.LowerUnderscore)
    @Json.SubTypes({
        @Json.SubType(type = Piece.In.class, name = "input_text"),
        @Json.SubType(type = Piece.Picture.class, name = "input_image"),
        @Json.SubType(type = Piece.Out.class, name = "output_text"),
    })
    sealed interface Piece {

        record In(String text) implements Piece {}

        record Picture(String imageUrl) implements Piece {}

        record Out(String text) implements Piece {}
    }

    /// What goes back with something that the model wrote.
    ///
    /// @param itemId    the provider's id of the item; a call also has a call id
    /// @param reasoning the whole item, unchanged
    @Json
    record Kept(
            @Nullable String itemId,
            @Nullable String phase,
            @Nullable RawJson reasoning) {

        static final Kept NOTHING = new Kept(null, null, null);

        RawJson opaque(String model, @Nullable String callId) {
            return new Opaque(model, callId, new RawJson(ProtocolJson.write(this))).json();
        }

        static Kept of(@Nullable RawJson json) {
            var opaque = Opaque.of(json);
            return opaque == null || opaque.data() == null
                    ? NOTHING
                    : ProtocolJson.read(Kept.class, opaque.data().text());
        }
    }

    // --- what streams back

    @Json
    record Event(
            String type,
            @Nullable String delta,
            @Nullable RawJson item,
            @Nullable Response response,
            @Nullable RawJson error,
            @Nullable String code,
            @Nullable String message) {}

    @Json
    record Failure(@Nullable String code, @Nullable String message) {}

    @Json(naming = Naming.LowerUnderscore)
    record Response(
            @Nullable Tokens usage,
            @Nullable Incomplete incompleteDetails,
            @Nullable RawJson error) {}

    @Json
    record Incomplete(@Nullable String reason) {}

    @Json(naming = Naming.LowerUnderscore)
    record Done(
            String type,
            @Nullable String id,
            @Nullable String callId,
            @Nullable String name,
            @Nullable String arguments,
            @Nullable String phase,
            @Nullable List<DonePiece> content) {}

    @Json
    record DonePiece(
            String type, @Nullable String text, @Nullable String refusal) {}

    @Json(naming = Naming.LowerUnderscore)
    record Tokens(
            @Nullable Long inputTokens,
            @Nullable Cached inputTokensDetails,
            @Nullable Long outputTokens) {}

    @Json(naming = Naming.LowerUnderscore)
    record Cached(@Nullable Long cachedTokens) {}
}
