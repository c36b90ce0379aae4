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

    record Fetch(URI uri) implements Effect {}

    /// Only the session's own notes change, or the user is spoken to: nothing outside Coder is touched.
    record Internal() implements Effect {}
}
