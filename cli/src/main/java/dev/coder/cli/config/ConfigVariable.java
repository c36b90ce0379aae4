package dev.coder.cli.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The variables of the environment that Coder reads. Those with a key say it instead of all files.
public enum ConfigVariable {
    CODER_AGENT_URL(ConfigKey.AGENT_URL, "The agent to use."),
    CODER_API_KEY(ConfigKey.API_KEY, "The key for the agent."),
    CODER_MODEL(ConfigKey.MODEL, "The model of new sessions."),
    NO_COLOR(ConfigKey.THEME, "Anything: no colours."),
    CODER_CONFIG_DIR(
            null, "The folder of your own settings (default: `$XDG_CONFIG_HOME/coder`, else `~/.config/coder`)."),
    CODER_STATE_DIR(
            null,
            "The folder of sessions, undo and logs (default: `$XDG_STATE_HOME/coder`, else `~/.local/state/coder`)."),
    CODER_AGENT_IDLE_SECONDS(null, "After so many seconds without work the local agent ends (default: 1800)."),
    CODER_PRACTICE_MODEL(null, "A script for the model `practice/script`."),
    CODER_JAVA_HOME(null, "The JDK that runs Coder."),
    CODER_NO_BUILD(null, "Anything: the launcher never builds."),
    CI(null, "`true`: the local agent ends with the command."),
    VISUAL(null, "The editor of `coder config edit`; else `EDITOR`, else vi."),
    HTTPS_PROXY(null, "The proxy to model providers; `NO_PROXY` names what is reached without it.");

    private final @Nullable ConfigKey key;
    private final String description;

    ConfigVariable(@Nullable ConfigKey key, String description) {
        this.key = key;
        this.description = description;
    }

    /// The key that it overrides.
    Optional<ConfigKey> key() {
        return Optional.ofNullable(key);
    }

    String description() {
        return description;
    }

    /// The variable that is set and overrides a key.
    static Optional<ConfigVariable> overriding(ConfigKey key, Map<String, String> environment) {
        return Arrays.stream(values())
                .filter(variable -> variable.key == key)
                .filter(variable ->
                        !environment.getOrDefault(variable.name(), "").isBlank())
                .findFirst();
    }

    /// As `coder config list` shows it, in JSON.
    String shown(Map<String, String> environment) {
        return switch (this) {
            case CODER_API_KEY -> ConfigNode.quoted(ConfigEntry.HIDDEN);
            case NO_COLOR -> "\"none\"";
            case CODER_AGENT_URL,
                    CODER_MODEL,
                    CODER_CONFIG_DIR,
                    CODER_STATE_DIR,
                    CODER_AGENT_IDLE_SECONDS,
                    CODER_PRACTICE_MODEL,
                    CODER_JAVA_HOME,
                    CODER_NO_BUILD,
                    CI,
                    VISUAL,
                    HTTPS_PROXY ->
                ConfigNode.quoted(environment.getOrDefault(name(), "").strip());
        };
    }
}
