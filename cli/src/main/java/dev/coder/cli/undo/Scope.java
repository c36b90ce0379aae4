package dev.coder.cli.undo;

import dev.coder.cli.config.Projects;
import dev.coder.cli.config.StateFolder;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/// What undo is about: a workspace, and where its history is kept.
///
/// @param folder of the [UndoStore]
public record Scope(StateFolder state, Path folder, Roots roots, UndoLimits limits) {

    public static Scope of(Workspace workspace, StateFolder state, UndoLimits limits) {
        var folder = state.workspace(Projects.id(workspace, state.clientId())).resolve("undo");
        return new Scope(state, folder, Roots.of(workspace, Set.of(resolved(state.path()))), limits);
    }

    private static Path resolved(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder;
        }
    }

    TreeScan scan(UndoStore store, Index before) {
        return new TreeScan(roots, before, store.contents(), limits);
    }
}
