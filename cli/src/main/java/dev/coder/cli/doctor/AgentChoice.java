package dev.coder.cli.doctor;

import dev.coder.cli.config.AgentUrl;
import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.config.Settings;
import dev.coder.cli.exit.StopException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which agent a `coder` would use that started now.
///
/// @param far    empty for the local one
/// @param origin what says so
record AgentChoice(Optional<URI> far, String origin, Preferences preferences) {

    /// Files with mistakes count for nothing here; they are told elsewhere.
    static AgentChoice of(Map<String, String> environment) {
        var preferences = preferences(environment);
        var set = AgentUrl.parse(environment.getOrDefault("CODER_AGENT_URL", ""));
        if (set.isPresent()) {
            return new AgentChoice(set, "CODER_AGENT_URL", preferences);
        }
        var configured =
                preferences.agentUrl().filter(_ -> !preferences.agentMode().equals(Optional.of("local")));
        return new AgentChoice(
                configured.map(AgentUrl::uri), configured.map(AgentUrl::origin).orElse(""), preferences);
    }

    private static Preferences preferences(Map<String, String> environment) {
        try {
            return Settings.read(ConfigFiles.of(environment), List.of(), List.of())
                    .preferences();
        } catch (StopException e) {
            return Preferences.NONE;
        }
    }
}
