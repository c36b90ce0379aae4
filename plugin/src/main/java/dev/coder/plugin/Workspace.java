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
}
