package dev.coder.agent.model;

import dev.coder.protocol.RawJson;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.Json.Naming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON of OpenAI's Chat Completions API, which many servers speak, as far as it is used here.
final class ChatWire {

    private ChatWire() {}

    @Json(naming = Naming.LowerUnderscore)
    record Request(
            String model,
            boolean stream,
            StreamOptions streamOptions,
            @Nullable String promptCacheKey,
            @Nullable List<Tool> tools,
            List<Entry> messages) {}

    @Json(naming = Naming.LowerUnderscore)
    record StreamOptions(boolean includeUsage) {}

    @Json
    record Tool(String type, Declaration function) {}

    @Json
    record Declaration(String name, String description, RawJson parameters) {}

    /// @param content    a string, or an array of pieces
    /// @param toolCallId the call that is answered
    @Json(naming = Naming.LowerUnderscore)
    record Entry(
            String role,
            @Nullable RawJson content,
            @Nullable String reasoning,
            @Nullable String reasoningContent,
            @Nullable List<Call> toolCalls,
            @Nullable String toolCallId) {

        static Entry plain(String role, RawJson content) {
            return new Entry(role, content, null, null, null, null);
        }
    }

    /// @param extraContent what some servers want back with a call, unchanged
    @Json(naming = Naming.LowerUnderscore)
    record Call(
            @Nullable Integer index,
            @Nullable String id,
            @Nullable String type,
            @Nullable Function function,
            @Nullable RawJson extraContent) {}

    @Json
    record Function(@Nullable String name, @Nullable String arguments) {}

    @Json(naming = Naming.LowerUnderscore)
    record Piece(
            String type, @Nullable String text, @Nullable ImageUrl imageUrl) {}

    @Json
    record ImageUrl(String url) {}

    // --- what streams back

    @Json
    record Chunk(
            @Nullable List<Choice> choices,
            @Nullable Tokens usage,
            @Nullable RawJson error) {}

    @Json(naming = Naming.LowerUnderscore)
    record Choice(@Nullable Delta delta, @Nullable String finishReason) {}

    @Json(naming = Naming.LowerUnderscore)
    record Delta(
            @Nullable String content,
            @Nullable String refusal,
            @Nullable String reasoning,
            @Nullable String reasoningContent,
            @Nullable List<Call> toolCalls) {}

    @Json(naming = Naming.LowerUnderscore)
    record Tokens(
            @Nullable Long promptTokens,
            @Nullable Cached promptTokensDetails,
            @Nullable Long completionTokens) {}

    @Json(naming = Naming.LowerUnderscore)
    record Cached(@Nullable Long cachedTokens) {}
}
