package dev.coder.agent.model;

import dev.coder.protocol.RawJson;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON of Google's Gemini API, as far as it is used here.
final class GeminiWire {

    private GeminiWire() {}

    @Json
    record Request(
            @Nullable Turn systemInstruction,
            List<Turn> contents,
            @Nullable List<Tools> tools,
            @Nullable GenerationConfig generationConfig) {}

    @Json
    record Turn(@Nullable String role, List<Part> parts) {}

    @Json
    record Tools(List<Declaration> functionDeclarations) {}

    @Json
    record Declaration(String name, String description, RawJson parametersJsonSchema) {}

    @Json
    record GenerationConfig(ThinkingConfig thinkingConfig) {
        static final GenerationConfig THOUGHTS = new GenerationConfig(new ThinkingConfig(true));
    }

    @Json
    record ThinkingConfig(boolean includeThoughts) {}

    /// @param thought          whether the text is a summary of what the model thought
    /// @param thoughtSignature stays with the part that it came with
    @Json
    record Part(
            @Nullable String text,
            @Nullable Boolean thought,
            @Nullable FunctionCall functionCall,
            @Nullable FunctionResponse functionResponse,
            @Nullable Blob inlineData,
            @Nullable String thoughtSignature) {

        static Part text(String text, @Nullable String signature) {
            return new Part(text, null, null, null, null, signature);
        }

        static Part call(FunctionCall call, @Nullable String signature) {
            return new Part(null, null, call, null, null, signature);
        }

        static Part response(FunctionResponse response) {
            return new Part(null, null, null, response, null, null);
        }

        static Part blob(Blob blob) {
            return new Part(null, null, null, null, blob, null);
        }
    }

    @Json
    record FunctionCall(
            @Nullable String id, String name, @Nullable RawJson args) {}

    @Json
    record FunctionResponse(@Nullable String id, String name, Outcome response) {}

    @Json
    record Outcome(@Nullable String output, @Nullable String error) {}

    @Json
    record Blob(String mimeType, String data) {}

    // --- what streams back

    @Json
    record Chunk(
            @Nullable List<Candidate> candidates,
            @Nullable Tokens usageMetadata,
            @Nullable Feedback promptFeedback,
            @Nullable RawJson error) {}

    @Json
    record Candidate(@Nullable Parts content, @Nullable String finishReason) {}

    @Json
    record Parts(@Nullable List<Part> parts) {}

    @Json
    record Feedback(@Nullable String blockReason) {}

    @Json
    record Tokens(
            @Nullable Long promptTokenCount,
            @Nullable Long cachedContentTokenCount,
            @Nullable Long candidatesTokenCount,
            @Nullable Long thoughtsTokenCount) {}
}
