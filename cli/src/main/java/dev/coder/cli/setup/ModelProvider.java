package dev.coder.cli.setup;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where the models of the local agent come from.
enum ModelProvider {
    ANTHROPIC("Anthropic", "ANTHROPIC_API_KEY"),
    OPENAI("OpenAI", "OPENAI_API_KEY"),
    GEMINI("Gemini", "GEMINI_API_KEY"),
    OPENROUTER("OpenRouter", "OPENROUTER_API_KEY"),
    OLLAMA("Ollama, on this machine", ""),
    PRACTICE("the practice model, without a key: to look around", "");

    private final String label;
    private final String variable;

    ModelProvider(String label, String variable) {
        this.label = label;
        this.variable = variable;
    }

    String label() {
        return label;
    }

    /// That holds its key; empty when it needs none.
    String variable() {
        return variable;
    }

    boolean needsKey() {
        return !variable.isEmpty();
    }

    /// What stands before the slash in the name of a model.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ModelProvider of(String word) {
        return Arrays.stream(values())
                .filter(provider -> provider.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new StopException(
                        ExitCode.USAGE,
                        "There is no provider \"" + word + "\"; the providers are "
                                + Arrays.stream(values())
                                        .map(ModelProvider::word)
                                        .collect(Collectors.joining(", "))));
    }

    /// Whose model that is, by what stands before its slash.
    static Optional<ModelProvider> ofModel(String model) {
        var prefix = model.contains("/") ? model.substring(0, model.indexOf('/')) : "";
        return Arrays.stream(values())
                .filter(provider ->
                        provider.word().equals(prefix) || (provider == OPENAI && prefix.equals("openai-chat")))
                .findFirst();
    }

    /// The whole name of a model of this provider, which may have been typed without its beginning.
    String modelName(String typed) {
        var hasSlashes = this == OPENROUTER || this == OLLAMA;
        var isWhole = hasSlashes ? typed.startsWith(word() + "/") : typed.contains("/");
        return isWhole ? typed : word() + "/" + typed;
    }

    /// That whose key or server is here already, the first in the order above.
    static Optional<ModelProvider> found(Map<String, String> environment, List<String> stored, boolean ollama) {
        return Arrays.stream(values())
                .filter(provider -> provider.needsKey()
                        ? !environment.getOrDefault(provider.variable, "").isBlank()
                                || stored.contains(provider.variable)
                        : provider == OLLAMA && ollama)
                .findFirst();
    }
}
