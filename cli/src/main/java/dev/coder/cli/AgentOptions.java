package dev.coder.cli;

import dev.coder.cli.config.AgentUrl;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which agent to use.
final class AgentOptions {

    @Option(
            names = "--agent-url",
            paramLabel = "URL",
            description = "Use the agent there (default: CODER_AGENT_URL, else agentUrl of the settings, else the local"
                    + " agent).")
    @Nullable
    String agentUrl;

    @Option(names = "--local", description = "Use the local agent, whatever is configured.")
    boolean local;

    @Option(
            names = "--cloud",
            description = "Use the configured agent: CODER_AGENT_URL, else agentUrl of the settings.")
    boolean cloud;

    @Option(names = "--once", description = "The local agent ends together with this command (default when CI=true).")
    boolean once;

    /// @return empty for the local agent
    Optional<AgentUrl> remote(Map<String, String> environment, Preferences preferences) {
        check();
        if (local) {
            return Optional.empty();
        }
        if (agentUrl != null) {
            return Optional.of(parse(agentUrl, "--agent-url"));
        }
        var preset = environment.getOrDefault("CODER_AGENT_URL", "");
        if (!preset.isBlank()) {
            return Optional.of(parse(preset, "CODER_AGENT_URL"));
        }
        return configured(preferences);
    }

    /// The local agent, where the command line names none: whatever is configured.
    AgentOptions orLocal() {
        local |= agentUrl == null && !cloud;
        return this;
    }

    private void check() {
        contradict(local, "--local", agentUrl != null, "--agent-url");
        contradict(local, "--local", cloud, "--cloud");
        contradict(once, "--once", agentUrl != null, "--agent-url");
        contradict(once, "--once", cloud, "--cloud");
    }

    private static void contradict(boolean one, String name, boolean other, String otherName) {
        if (one && other) {
            throw new StopException(
                    ExitCode.USAGE, name + " and " + otherName + " contradict each other; leave one out");
        }
    }

    private Optional<AgentUrl> configured(Preferences preferences) {
        var mode = preferences.agentMode().orElse("");
        if (!cloud && mode.equals("local")) {
            return Optional.empty();
        }
        var configured = preferences.agentUrl().value();
        if (configured.isEmpty() && (cloud || mode.equals("cloud"))) {
            throw new StopException(
                    ExitCode.USAGE,
                    (cloud ? "--cloud" : "\"mode\": \"cloud\"")
                            + " needs an agent, and none is configured; name it once: "
                            + OwnCommand.with("config set agentUrl URL"));
        }
        return configured;
    }

    private static AgentUrl parse(String url, String origin) {
        return AgentUrl.parse(url)
                .map(uri -> new AgentUrl(uri, false, origin))
                .orElseThrow(() -> new StopException(
                        ExitCode.USAGE,
                        "\"" + url.strip() + "\" is not the URL of an agent; it looks like https://coder.example.com"));
    }

    boolean once(Map<String, String> environment) {
        return once || "true".equalsIgnoreCase(environment.getOrDefault("CI", ""));
    }
}
