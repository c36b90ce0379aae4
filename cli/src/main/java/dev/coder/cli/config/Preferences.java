package dev.coder.cli.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the files say beside the policy.
///
/// @param agentUrl       the configured agent; empty: the local one
/// @param apiKey         the key for it, or how to get it
/// @param sessionTimeout after so long without work a session is suspended
/// @param toolsPath      folders with tools of the user
/// @param projectType    empty: Coder finds it out
/// @param projectPaths   patterns of folders, such as `~/code/*`
/// @param model          that of new sessions; empty: the agent's
/// @param agentMode      `local` or `cloud`; empty: what is configured
/// @param theme          `auto`, `dark`, `light` or `none`
/// @param editingMode    `emacs` or `vi`
/// @param notifications  whether the terminal says when a turn is done
/// @param screenReader   whether only plain lines are written
/// @param keyHelper      a command that prints the key for the agent
public record Preferences(
        Optional<AgentUrl> agentUrl,
        Optional<ApiKey> apiKey,
        Duration sessionTimeout,
        List<Path> toolsPath,
        Optional<String> projectType,
        List<String> projectPaths,
        Optional<String> model,
        Optional<String> agentMode,
        String theme,
        String editingMode,
        boolean notifications,
        boolean screenReader,
        Optional<String> keyHelper) {

    /// Where there is no file.
    public static final Preferences NONE = new Preferences(
            Optional.empty(),
            Optional.empty(),
            Duration.ofHours(1),
            List.of(),
            Optional.empty(),
            List.of("~/code/*"),
            Optional.empty(),
            Optional.empty(),
            "auto",
            "emacs",
            true,
            false,
            Optional.empty());

    public Preferences {
        toolsPath = List.copyOf(toolsPath);
        projectPaths = List.copyOf(projectPaths);
    }

    /// The key as the file gives it.
    ///
    /// @param text   with its variables put in; perhaps `keychain:NAME` or `enc:…`
    /// @param origin the file and line
    /// @param plain  whether the key itself stands there for all to read
    public record ApiKey(String text, String origin, boolean plain) {

        /// Without the key.
        @Override
        public String toString() {
            return "apiKey (" + origin + ")";
        }
    }
}
