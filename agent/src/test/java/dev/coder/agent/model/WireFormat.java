package dev.coder.agent.model;

import static dev.coder.agent.model.Conversations.resource;

import java.util.Map;

/// The four wire formats, with a recorded-style stream of every kind (`NAME-KIND.sse`).
enum WireFormat {
    ANTHROPIC("anthropic-thinking-and-calls"),
    RESPONSES("responses-reasoning-and-calls"),
    CHAT("chat-reasoning-and-calls"),
    GEMINI("gemini-thoughts-and-calls");

    private final String richStream;

    WireFormat(String richStream) {
        this.richStream = richStream;
    }

    /// Reasoning, text and parallel calls.
    String rich() {
        return resource(richStream + ".sse");
    }

    String stream(String kind) {
        return resource(name().toLowerCase(java.util.Locale.ROOT) + "-" + kind + ".sse");
    }

    Model model(Endpoint endpoint) {
        return switch (this) {
            case ANTHROPIC -> new AnthropicModel("claude-sonnet-5-5", endpoint);
            case RESPONSES -> new OpenAiResponsesModel("gpt-6.1-sol", endpoint);
            case CHAT -> new OpenAiChatModel("openai-chat/gpt-6.1-sol", endpoint, true);
            case GEMINI -> new GeminiModel("gemini-3.8-flash", endpoint);
        };
    }

    Model model(RecordedProvider provider) {
        return model(provider.endpoint("", Map.of()));
    }
}
