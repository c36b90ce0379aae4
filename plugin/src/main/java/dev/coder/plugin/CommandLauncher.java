package dev.coder.plugin;

import java.nio.file.Path;
import java.util.List;

/// Wraps the command line of a child process, or leaves it as it is.
@FunctionalInterface
public interface CommandLauncher {

    CommandLauncher DIRECT = (commandLine, workingDirectory) -> commandLine;

    /// Every call of it is followed by one of [#ended()], when the command has ended or could not be started.
    ///
    /// @return the command line to start instead, in the same working directory
    List<String> wrap(List<String> commandLine, Path workingDirectory);

    /// A command has ended, with all that it started.
    default void ended() {}

    /// Whether commands are running that are kept to the projects.
    default boolean isBusy() {
        return false;
    }

    /// A file that a tool has just written or removed, as it may: it is no command that did it.
    default void accept(Path path) {}

    /// Takes away what commands made although they must not. Coder calls it after every call, and at the end of turns.
    ///
    /// @return what was taken away since the last time: a sentence each, for the model and the user
    default List<String> settle() {
        return List.of();
    }
}
