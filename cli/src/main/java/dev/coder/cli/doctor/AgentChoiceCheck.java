package dev.coder.cli.doctor;

import dev.coder.cli.keys.Asking;
import dev.coder.cli.keys.KeyRing;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Which agent is used, and whether it could have a model, without a look at it.
record AgentChoiceCheck(Map<String, String> environment) implements Check {

    private static final Pattern MODEL = Pattern.compile(".+_API_KEY|OLLAMA_HOST|CODER_PRACTICE_MODEL|.+_BASE_URL");
    private static final List<String> NO_MODEL = List.of("CODER_API_KEY", "RIZA_API_KEY", "RIZA_BASE_URL");

    @Override
    public List<Finding> look() {
        var choice = AgentChoice.of(environment);
        return List.of(choice.far().isPresent() ? far(choice) : local());
    }

    private Finding far(AgentChoice choice) {
        var url = choice.far().orElseThrow();
        return isSet("CODER_API_KEY")
                ? Finding.ok("agent", url + " (" + choice.origin() + "), with the key in CODER_API_KEY")
                : Finding.ok("agent", url + " (" + choice.origin() + ")");
    }

    private Finding local() {
        var known = environment.keySet().stream().anyMatch(this::isModel)
                || KeyRing.of(environment, Asking.NOBODY).slots().stream()
                        .anyMatch(record -> !record.slot().contains("://"));
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
