package dev.coder.plugin;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What an invocation gets while it runs. One per call.
public interface ToolContext {

    Workspace workspace();

    /// The environment for child processes: an allow-list, without keys. A child gets this and nothing else.
    Map<String, String> environment();

    /// A private folder (0700) of this call, for output and exit files; it outlives the call.
    Path scratch();

    /// Live output for the user's screen; the model does not see it.
    void progress(String text);

    /// So many lines of the live output are left out here; what [#progress] gets next begins a line.
    default void skipped(long lines) {}

    /// What outlives this call.
    ToolSession session();

    /// Asks the user, and waits for the answer: the labels that were chosen, or the words that were typed instead.
    ///
    /// @return empty when there is nobody to ask
    Optional<String> ask(UserQuestion question) throws InterruptedException;

    /// Whether a search over folders may look into a file that it comes across: what would not be read unasked,
    /// such as
    /// a file of secrets, it passes over.
    ///
    /// @param file absolute, resolved
    default boolean mayRead(Path file) {
        return !SecretFiles.isSecret(file);
    }

    /// How a command is to be started: the same command line, perhaps in a sandbox.
    CommandLauncher launcher();
}
