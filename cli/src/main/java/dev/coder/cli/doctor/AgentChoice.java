package dev.coder.cli.doctor;

import dev.coder.cli.config.AgentUrl;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import java.util.Map;
import java.util.Optional;

/// Which agent a `coder` would use that started here and now.
///
/// @param far     empty for the local one
/// @param trouble why a `coder` that needs an agent would end; empty when it would not
record AgentChoice(Optional<AgentUrl> far, Optional<String> trouble, Preferences preferences) {

    static AgentChoice of(Map<String, String> environment) {
        var preferences = preferences(environment);
        try {
            return new AgentChoice(far(environment, preferences), Optional.empty(), preferences);
        } catch (StopException e) {
            return new AgentChoice(Optional.empty(), Optional.of(e.sentence()), preferences);
        }
    }

    /// Files that cannot be read count for nothing here; they are told elsewhere.
    private static Preferences preferences(Map<String, String> environment) {
        try {
            return Here.of(environment).settings().preferences();
        } catch (StopException e) {
            return Preferences.NONE;
        }
    }

    private static Optional<AgentUrl> far(Map<String, String> environment, Preferences preferences) {
        var preset = environment.getOrDefault("CODER_AGENT_URL", "");
        if (!preset.isBlank()) {
            return Optional.of(new AgentUrl(
                    AgentUrl.parse(preset).orElseThrow(() -> unusable("CODER_AGENT_URL is not the URL of an agent")),
                    false,
                    "CODER_AGENT_URL"));
        }
        var mode = preferences.agentMode().orElse("");
        if (mode.equals("local")) {
            return Optional.empty();
        }
        var configured = preferences.agentUrl().value();
        if (configured.isEmpty() && mode.equals("cloud")) {
            throw unusable("\"mode\": \"cloud\" needs an agent, and none is configured; name it once: "
                    + OwnCommand.with("config set agentUrl URL"));
        }
        return configured;
    }

    private static StopException unusable(String sentence) {
        return new StopException(ExitCode.USAGE, sentence);
    }
}
