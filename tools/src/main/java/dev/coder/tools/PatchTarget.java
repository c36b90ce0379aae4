package dev.coder.tools;

import dev.coder.plugin.Effect;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A section of a patch with the files that it means.
///
/// @param moveTo the new place of the file
record PatchTarget(
        Patch.Section section, ProjectFile file, @Nullable ProjectFile moveTo) {

    static PatchTarget of(Patch.Section section, Workspace workspace) throws ToolException {
        return switch (section) {
            case Patch.Add(var path, var _) -> whole(section, workspace, path);
            case Patch.Delete(var path) -> itself(section, workspace, path, null);
            case Patch.Update(var path, var moveTo, var _) ->
                moveTo == null ? whole(section, workspace, path) : itself(section, workspace, path, moveTo);
        };
    }

    private static PatchTarget whole(Patch.Section section, Workspace workspace, String path) throws ToolException {
        return new PatchTarget(section, new ProjectFile(workspace, workspace.resolve(path)), null);
    }

    /// What is deleted or moved is never what a link leads to.
    private static PatchTarget itself(Patch.Section section, Workspace workspace, String path, @Nullable String moveTo)
            throws ToolException {
        var target = moveTo == null ? null : new ProjectFile(workspace, Entry.place(workspace, moveTo));
        return new PatchTarget(section, new ProjectFile(workspace, Entry.place(workspace, path)), target);
    }

    Stream<Effect> effects() {
        var path = file.path();
        return switch (section) {
            case Patch.Add _ -> Stream.of(new Effect.WriteFile(path));
            case Patch.Delete _ -> Stream.of(new Effect.DeleteFile(path));
            case Patch.Update _ ->
                moveTo == null
                        ? Stream.of(new Effect.ReadFile(path), new Effect.WriteFile(path))
                        : Stream.of(
                                new Effect.ReadFile(path),
                                new Effect.DeleteFile(path),
                                new Effect.WriteFile(moveTo.path()));
        };
    }
}
