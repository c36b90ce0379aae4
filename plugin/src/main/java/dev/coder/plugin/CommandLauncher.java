package dev.coder.plugin;

import java.nio.file.Path;
import java.util.List;

/// Wraps the command line of a child process, or leaves it as it is.
@FunctionalInterface
public interface CommandLauncher {

    CommandLauncher DIRECT = (commandLine, workingDirectory) -> commandLine;

    /// @return the command line to start instead, in the same working directory
    List<String> wrap(List<String> commandLine, Path workingDirectory);
}
