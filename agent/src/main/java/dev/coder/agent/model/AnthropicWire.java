package dev.coder.agent.model;

import dev.coder.protocol.RawJson;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.Json.Naming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON of Anthropic's Messages API, as far as it is used here.
final class AnthropicWire {

    private AnthropicWire() {}

    @Json(naming = Naming.LowerUnderscore)
    record Request(
            String model,
            int maxTokens,
            boolean stream,
            @Nullable Thinking thinking,
            @Nullable List<Block> system,
            @Nullable List<Tool> tools,
            List<Turn> messages) {}

    @Json
    record Thinking(String type, String display) {
        static final Thinking ADAPTIVE = new Thinking("adaptive", "summarized");
    }

    @Json
    record CacheControl(String type) {
        static final CacheControl EPHEMERAL = new CacheControl("ephemeral");
    }

    @Json(naming = Naming.LowerUnderscore)
    record Tool(
            String name,
            String description,
            RawJson inputSchema,
            @Nullable CacheControl cacheControl) {}

    @Json
    record Turn(String role, List<Block> content) {}

    @Json(naming = Naming.LowerUnderscore)
    record Source(String type, String mediaType, String data) {}

    /// One block of content, to the provider.
    @Json(typeProperty = "type", naming = Naming.LowerUnderscore)
    @Json.SubTypes({
        @Json.SubType(type = Block.Text.class, name = "text"),
        @Json.SubType(type = Block.Image.class, name = "image"),
        @Json.SubType(type = Block.Thought.class, name = "thinking"),
        @Json.SubType(type = Block.Redacted.class, name = "redacted_thinking"),
        @Json.SubType(type = Block.ToolUse.class, name = "tool_use"),
        @Json.SubType(type = Block.Result.class, name = "tool_result"),
    })
    sealed interface Block {

        record Text(String text, @Nullable CacheControl cacheControl) implements Block {}

        record Image(Source source, @Nullable CacheControl cacheControl) implements Block {}

        record Thought(String thinking, String signature) implements Block {}

        record Redacted(String data) implements Block {}

        record ToolUse(String id, String name, RawJson input) implements Block {}

        record Result(
                String toolUseId,
                List<Block> content,
                @Nullable Boolean isError,
                @Nullable CacheControl cacheControl) implements Block {}

        /// The same block as the end of what the provider shall keep in its cache.
        default Block cached() {
            return switch (this) {
                case Text(var text, var _) -> new Text(text, CacheControl.EPHEMERAL);
                case Image(var source, var _) -> new Image(source, CacheControl.EPHEMERAL);
                case Result(var id, var content, var error, var _) ->
                    new Result(id, content, error, CacheControl.EPHEMERAL);
                case Thought _, Redacted _, ToolUse _ -> this;
            };
        }
    }

    // --- what streams back

    @Json(naming = Naming.LowerUnderscore)
    record Event(
            String type,
            @Nullable Start message,
            @Nullable Begun contentBlock,
            @Nullable Delta delta,
            @Nullable Tokens usage,
            @Nullable RawJson error) {}

    @Json
    record Start(@Nullable Tokens usage) {}

    @Json
    record Begun(
            String type,
            @Nullable String id,
            @Nullable String name,
            @Nullable String text,
            @Nullable String thinking,
            @Nullable String signature,
            @Nullable String data,
            @Nullable RawJson input) {}

    @Json(naming = Naming.LowerUnderscore)
    record Delta(
            @Nullable String text,
            @Nullable String thinking,
            @Nullable String signature,
            @Nullable String partialJson,
            @Nullable String stopReason) {}

    @Json(naming = Naming.LowerUnderscore)
    record Tokens(
            @Nullable Long inputTokens,
            @Nullable Long cacheReadInputTokens,
            @Nullable Long cacheCreationInputTokens,
            @Nullable Long outputTokens) {}
}
