package dev.coder.agent.model;

import java.util.List;
import java.util.Map;

/// Every provider that a model can be named of: where it answers, what sets it up, which models are offered. The first
/// model of a provider is its default; the first provider that is set up gives the default of all.
@SuppressWarnings("ImmutableEnumChecker") // its lists are made by List.of
enum Provider {
    ANTHROPIC(
            "anthropic",
            "Anthropic",
            List.of("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
            "ANTHROPIC_BASE_URL",
            "https://api.anthropic.com",
            List.of("claude-sonnet-5-5", "claude-opus-5-5", "claude-haiku-5-5")),
    OPENAI(
            "openai",
            "OpenAI",
            List.of("OPENAI_API_KEY"),
            "OPENAI_BASE_URL",
            "https://api.openai.com/v1",
            List.of("gpt-6.1-sol", "gpt-6-astra", "gpt-6-luna")),
    GEMINI(
            "gemini",
            "Gemini",
            List.of("GEMINI_API_KEY", "GOOGLE_API_KEY"),
            "GOOGLE_GEMINI_BASE_URL",
            "https://generativelanguage.googleapis.com",
            List.of("gemini-3.8-flash", "gemini-3.1-pro-preview")),
    OPENROUTER(
            "openrouter",
            "OpenRouter",
            List.of("OPENROUTER_API_KEY"),
            "OPENROUTER_BASE_URL",
            "https://openrouter.ai/api/v1",
            List.of("anthropic/claude-sonnet-5.5")),
    /// OpenAI's key and address with its older API, which most other servers speak.
    OPENAI_CHAT(
            "openai-chat",
            "OpenAI",
            List.of("OPENAI_API_KEY"),
            "OPENAI_BASE_URL",
            "https://api.openai.com/v1",
            List.of()),
    OLLAMA("ollama", "Ollama", List.of(), "OLLAMA_HOST", "http://127.0.0.1:11434", List.of()),
    LLAMA_CPP("llamacpp", "llama.cpp", List.of(), "LLAMACPP_BASE_URL", "http://127.0.0.1:8080/v1", List.of()),
    LM_STUDIO("lmstudio", "LM Studio", List.of(), "LMSTUDIO_BASE_URL", "http://127.0.0.1:1234/v1", List.of());

    /// Those that run on the user's own machine, in the order in which they are looked for.
    static final List<Provider> LOCAL = List.of(OLLAMA, LLAMA_CPP, LM_STUDIO);

    private final String prefix;
    private final String label;
    private final List<String> keyVariables;
    private final String baseVariable;
    private final String defaultBase;
    private final List<String> models;

    Provider(
            String prefix,
            String label,
            List<String> keyVariables,
            String baseVariable,
            String defaultBase,
            List<String> models) {
        this.prefix = prefix;
        this.label = label;
        this.keyVariables = keyVariables;
        this.baseVariable = baseVariable;
        this.defaultBase = defaultBase;
        this.models = models;
    }

    /// What stands before the slash in the name of a model.
    String prefix() {
        return prefix;
    }

    String label() {
        return label;
    }

    /// In order of preference; empty when no key is needed.
    List<String> keyVariables() {
        return keyVariables;
    }

    String baseVariable() {
        return baseVariable;
    }

    String defaultBase() {
        return defaultBase;
    }

    /// `provider/name`, the default first.
    List<String> models() {
        return models.stream().map(model -> prefix + "/" + model).toList();
    }

    /// The headers that carry the key.
    Map<String, String> headers(String keyVariable, String key) {
        return switch (this) {
            case ANTHROPIC -> anthropicHeaders(keyVariable, key);
            case GEMINI -> Map.of("x-goog-api-key", key);
            case OPENAI, OPENROUTER, OPENAI_CHAT, OLLAMA, LLAMA_CPP, LM_STUDIO -> bearer(key);
        };
    }

    private static Map<String, String> anthropicHeaders(String keyVariable, String key) {
        return keyVariable.endsWith("_TOKEN") ? bearer(key) : Map.of("x-api-key", key);
    }

    private static Map<String, String> bearer(String key) {
        return Map.of("Authorization", "Bearer " + key);
    }

    /// @param name without the provider
    Model model(String name, Endpoint endpoint) {
        return switch (this) {
            case ANTHROPIC -> new AnthropicModel(name, endpoint);
            case OPENAI -> new OpenAiResponsesModel(name, endpoint);
            case GEMINI -> new GeminiModel(name, endpoint);
            case OPENAI_CHAT -> new OpenAiChatModel(prefix + "/" + name, endpoint, isOpenAi(endpoint));
            case OPENROUTER, OLLAMA, LLAMA_CPP, LM_STUDIO -> new OpenAiChatModel(prefix + "/" + name, endpoint, false);
        };
    }

    private static boolean isOpenAi(Endpoint endpoint) {
        return "api.openai.com".equals(endpoint.base().getHost());
    }
}
