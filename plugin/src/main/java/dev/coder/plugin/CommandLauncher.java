package dev.coder.plugin;

import java.nio.file.Path;
import java.util.List;

/// Wraps the command line of a child process, or leaves it as it is.
@FunctionalInterface
public interface CommandLauncher {

    CommandLauncher DIRECT = (commandLine, workingDirectory) -> commandLine;

    /// @return the command line to start instead, in the same working directory
    List<String> wrap(List<String> commandLine, Path workingDirectory);

    /// Takes away what commands made although they must not. Coder calls it after every call that has started one.
    ///
    /// @return what was taken away: a sentence each, for the model and the user
    default List<String> settle() {
        return List.of();
    }
}
