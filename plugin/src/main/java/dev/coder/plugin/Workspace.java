package dev.coder.plugin;

import java.nio.file.Path;
import java.util.List;

/// The set of projects that a session may touch. Fixed by the user when the session starts.
///
/// @param roots the projects' root folders, absolute and resolved; the first is where relative paths start
public record Workspace(List<Path> roots) {

    public Workspace {
        if (roots.isEmpty()) {
            throw new IllegalArgumentException("a workspace has at least one project");
        }
        roots = List.copyOf(roots);
    }

    /// Where relative paths and commands start.
    public Path root() {
        return roots.getFirst();
    }

    /// Whether a resolved path lies in one of the projects, compared component by component.
    public boolean inside(Path resolved) {
        return roots.stream().anyMatch(resolved::startsWith);
    }

    /// The one true path behind what a model wrote: absolute, every link on the way followed.
    /// What does not exist yet is appended to its deepest existing folder as it stands.
    ///
    /// @param path relative to [#root], or absolute
    /// @throws ToolException when it is no path, or when a link on the way leads nowhere or in a circle
    public Path resolve(String path) throws ToolException {
        return Links.follow(root(), path);
    }

    /// How a resolved path is best told to the user and the model: relative where it lies below [#root].
    public String display(Path resolved) {
        var shown = resolved.startsWith(root()) ? root().relativize(resolved).toString() : resolved.toString();
        return shown.isEmpty() ? "." : shown;
    }
}
