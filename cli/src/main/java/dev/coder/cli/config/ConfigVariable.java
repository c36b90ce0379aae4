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
    CODER_KEY_FILE(null, "The key file of the encrypted key store; see [Keys](KEYS.md)."),
    CODER_KEY_PASSPHRASE_FILE(null, "A file with the passphrase of the encrypted key store."),
    CODER_CA_FILE(null, "Certificates in PEM form to believe besides the machine's; else `SSL_CERT_FILE`."),
    CODER_DEBUG(null, "Says what the CLI does, as `--debug` does."),
    CODER_TRACE(null, "Writes down every call and every byte that goes to the agent, as `--trace` does."),
    CODER_AGENT_IDLE_SECONDS(null, "After so many seconds without work the local agent ends (default: 1800)."),
    CODER_PRACTICE_MODEL(null, "A script for the model `practice/script`."),
    RIZA_API_KEY(
            null, "The key for Riza: `execute_code` then runs code there. It may be stored, too; see [Keys](KEYS.md)."),
    RIZA_BASE_URL(null, "A server with Riza's API in place of `https://api.riza.io`."),
    CODER_JAVA_HOME(null, "The JDK that runs Coder."),
    CODER_NO_BUILD(null, "Anything: the launcher never builds."),
    CI(null, "`true`: the local agent ends with the command."),
    VISUAL(null, "The editor of `coder config edit`; else `EDITOR`, else vi."),
    HTTPS_PROXY(null, "The proxy to agents and model providers; `NO_PROXY` names what is reached without it.");

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
        if (this == CODER_API_KEY) {
            return ConfigNode.quoted(ConfigEntry.HIDDEN);
        }
        return ConfigNode.quoted(
                this == NO_COLOR ? "none" : environment.getOrDefault(name(), "").strip());
    }
}
