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
///
/// What decides where prompts and keys go is [Deferred]: a mistake in it stops whoever needs it, and nobody else.
public record Preferences(
        Deferred<AgentUrl> agentUrl,
        Deferred<ApiKey> apiKey,
        Duration sessionTimeout,
        List<Path> toolsPath,
        Optional<String> projectType,
        List<String> projectPaths,
        Deferred<String> model,
        Optional<String> agentMode,
        String theme,
        String editingMode,
        boolean notifications,
        boolean screenReader,
        Deferred<KeyCommand> keyHelper) {

    /// Where there is no file.
    public static final Preferences NONE = new Preferences(
            Deferred.none(),
            Deferred.none(),
            Duration.ofHours(1),
            List.of(),
            Optional.empty(),
            List.of("~/code/*"),
            Deferred.none(),
            Optional.empty(),
            "auto",
            "emacs",
            true,
            false,
            Deferred.none());

    public Preferences {
        toolsPath = List.copyOf(toolsPath);
        projectPaths = List.copyOf(projectPaths);
    }

    /// The key as the file gives it.
    ///
    /// @param text      with its variables put in; perhaps `keychain:NAME`, `enc:…` or [#STORED]
    /// @param origin    the file and line
    /// @param plain     whether the key itself stands there for all to read
    /// @param variables those that the file names, such as `TEAM_KEY`
    public record ApiKey(String text, String origin, boolean plain, List<String> variables) {

        /// What stands in the place of a key that lies in the store.
        public static final String STORED = "[ENCRYPTED]";

        public ApiKey {
            variables = List.copyOf(variables);
        }

        /// Whether this is [#STORED] and no key.
        public static boolean isPlaceholder(String text) {
            return text.strip().equalsIgnoreCase(STORED);
        }

        /// Without the key.
        @Override
        public String toString() {
            return "apiKey (" + origin + ")";
        }
    }

    /// A command that prints the key for the agent.
    ///
    /// @param origin the file and line
    /// @param folder that of the file, where the command runs
    public record KeyCommand(String command, String origin, Path folder) {}
}
