package dev.coder.cli.doctor;

import dev.coder.cli.config.AgentUrl;
import dev.coder.cli.keys.Asking;
import dev.coder.cli.keys.KeyRing;
import dev.coder.cli.local.ModelKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which agent is used, and whether it could have a model, without a look at it.
record AgentChoiceCheck(Map<String, String> environment) implements Check {

    private static final Pattern MODEL = Pattern.compile(".+_API_KEY|OLLAMA_HOST|CODER_PRACTICE_MODEL|.+_BASE_URL");
    private static final List<String> NO_MODEL = List.of("CODER_API_KEY", "RIZA_API_KEY", "RIZA_BASE_URL");

    @Override
    public List<Finding> look() {
        var choice = AgentChoice.of(environment);
        if (choice.trouble().isPresent()) {
            return List.of(trouble(choice.trouble().get()));
        }
        return List.of(choice.far().map(url -> far(url, choice)).orElseGet(this::local));
    }

    /// Until it is mended, all that needs an agent ends with this sentence.
    static Finding trouble(String sentence) {
        return Finding.fail("agent", sentence, "mend that, or use another agent: --local or --agent-url");
    }

    private Finding far(AgentUrl url, AgentChoice choice) {
        if (isSet("CODER_API_KEY")) {
            return Finding.ok("agent", url.uri() + " (" + url.origin() + "), with the key in CODER_API_KEY");
        }
        var ring = KeyRing.of(environment, Asking.NOBODY);
        var missing = url.fromProject() ? Optional.<String>empty() : ring.missing(url.uri(), choice.preferences());
        return missing.map(AgentChoiceCheck::trouble)
                .orElseGet(() -> Finding.ok("agent", url.uri() + " (" + url.origin() + ")"));
    }

    private Finding local() {
        var known = environment.keySet().stream().anyMatch(this::isModel)
                || KeyRing.of(environment, Asking.NOBODY).slots().stream()
                        .anyMatch(record -> ModelKeys.holdsModelKey(record.slot()));
        return known
                ? Finding.ok("agent", "the local one, started when it is needed")
                : Finding.warn(
                        "agent",
                        "the local one, but no model",
                        "run coder setup, or set ANTHROPIC_API_KEY, OPENAI_API_KEY,"
                                + " GEMINI_API_KEY or OLLAMA_HOST");
    }

    private boolean isModel(String name) {
        return MODEL.matcher(name).matches() && !NO_MODEL.contains(name) && isSet(name);
    }

    private boolean isSet(String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }
}
