package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which agent to use.
final class AgentOptions {

    @Option(
            names = "--agent-url",
            paramLabel = "URL",
            description =
                    "Use the agent there, with the key in CODER_API_KEY (default: CODER_AGENT_URL, else the local agent).")
    @Nullable
    String agentUrl;

    @Option(names = "--local", description = "Use the local agent, whatever CODER_AGENT_URL says.")
    boolean local;

    @Option(names = "--once", description = "The local agent ends together with this command (default when CI=true).")
    boolean once;

    /// @return null for the local agent
    @Nullable
    URI remote(Map<String, String> environment) {
        if (local && agentUrl != null) {
            throw new StopException(ExitCode.USAGE, "--local and --agent-url contradict each other; leave one out");
        }
        if (once && agentUrl != null) {
            throw new StopException(ExitCode.USAGE, "--once is about the local agent; leave it or --agent-url out");
        }
        var url = agentUrl != null ? agentUrl : environment.getOrDefault("CODER_AGENT_URL", "");
        return local || url.isBlank() ? null : parse(url.strip());
    }

    private static URI parse(String url) {
        try {
            var uri = URI.create(url.replaceAll("/+$", ""));
            var http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, together with all else that is no agent's URL.
        }
        throw new StopException(
                ExitCode.USAGE, "\"" + url + "\" is not the URL of an agent; it looks like https://coder.example.com");
    }

    boolean once(Map<String, String> environment) {
        return once || "true".equalsIgnoreCase(environment.getOrDefault("CI", ""));
    }
}
