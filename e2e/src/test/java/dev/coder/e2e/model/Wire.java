package dev.coder.e2e.model;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// The four families of providers that Coder speaks to.
public enum Wire {
    ANTHROPIC("anthropic", "", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"),
    OPENAI("openai", "/v1", "OPENAI_API_KEY", "OPENAI_BASE_URL"),
    OPENAI_CHAT("openai-chat", "/v1", "OPENAI_API_KEY", "OPENAI_BASE_URL"),
    GEMINI("gemini", "", "GEMINI_API_KEY", "GOOGLE_GEMINI_BASE_URL");

    private final String provider;
    private final String basePath;
    private final String keyVariable;
    private final String addressVariable;

    Wire(String provider, String basePath, String keyVariable, String addressVariable) {
        this.provider = provider;
        this.basePath = basePath;
        this.keyVariable = keyVariable;
        this.addressVariable = addressVariable;
    }

    /// What `--model` gets.
    public String modelName() {
        return provider + "/scripted-1";
    }

    /// The customary variables that lead an agent to the provider at this address.
    public Map<String, String> environment(URI address) {
        return environment(address, ScriptedProvider.KEY);
    }

    public Map<String, String> environment(URI address, String key) {
        return Map.of(keyVariable, key, addressVariable, address + basePath);
    }

    WireFormat format() {
        return switch (this) {
            case ANTHROPIC -> new AnthropicMessages();
            case OPENAI -> new OpenAiResponses();
            case OPENAI_CHAT -> new OpenAiChat();
            case GEMINI -> new GeminiContent();
        };
    }

    static Optional<Wire> serving(String path) {
        return Arrays.stream(values())
                .filter(wire -> wire.format().serves(path))
                .findFirst();
    }
}
