package dev.coder.plugin;

import java.net.URI;
import java.nio.file.Path;

/// What an invocation would touch: the only language the policy understands. All paths are absolute and resolved, links
/// included.
public sealed interface Effect {

    record ReadFile(Path path) implements Effect {}

    record ListDirectory(Path path) implements Effect {}

    record WriteFile(Path path) implements Effect {}

    record DeleteFile(Path path) implements Effect {}

    /// @param command          as bash will get it
    /// @param workingDirectory where it starts
    record RunCommand(String command, Path workingDirectory) implements Effect {}

    /// Text for a program that runs already in the background: it may obey it as a shell would.
    ///
    /// @param process as the user knows it, such as `p1 (bash)`
    record SendInput(String process, String input) implements Effect {}

    /// Code that runs in the sandbox of the operating system, with no network and nothing but a folder of its own.
    ///
    /// @param language such as `python`
    record RunIsolated(String language) implements Effect {}

    /// A value that was hidden from the agent is put back in the parameters of the call.
    ///
    /// @param name the placeholder
    record UseSecret(String name) implements Effect {}

    record Fetch(URI uri) implements Effect {}

    /// Only the session's own notes change, or the user is spoken to: nothing outside Coder is touched.
    record Internal() implements Effect {}
}
