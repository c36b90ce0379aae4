package dev.coder.cli.config;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The projects of a run, as the user named them.
public final class Projects {

    private Projects() {}

    /// @param folders empty means the current folder
    /// @throws StopException when one is no folder that can be read, or lies in another
    public static Workspace open(List<String> folders) {
        var named = folders.isEmpty() ? List.of("") : folders;
        var roots = named.stream().map(Projects::root).distinct().toList();
        roots.forEach(root -> checkApart(root, roots));
        return new Workspace(roots);
    }

    /// Two policies for one folder would be one too many.
    private static void checkApart(Path root, List<Path> roots) {
        for (var other : roots) {
            if (!root.equals(other) && root.startsWith(other)) {
                throw new StopException(
                        ExitCode.USAGE,
                        "The project " + root + " lies within the project " + other
                                + ", which holds it already; leave one of them out");
            }
        }
    }

    private static Path root(String folder) {
        try {
            var path = Path.of(folder).toAbsolutePath();
            if (!Files.exists(path)) {
                throw unusable(path, "does not exist");
            }
            if (!Files.isDirectory(path)) {
                throw unusable(path, "is not a folder");
            }
            if (!Files.isReadable(path) || !Files.isExecutable(path)) {
                throw unusable(path, "cannot be read");
            }
            return path.toRealPath();
        } catch (InvalidPathException | IOException e) {
            throw new StopException(ExitCode.USAGE, "The project folder " + folder + " cannot be read", e);
        }
    }

    private static StopException unusable(Path path, String why) {
        return new StopException(
                ExitCode.USAGE, "The project folder " + path + " " + why + "; choose another with --project");
    }

    /// `wsp_…`: the same for the same projects on the same machine.
    public static String id(Workspace workspace, String clientId) {
        var named = workspace.roots().stream().map(root -> "\n" + root).collect(Collectors.joining());
        return "wsp_" + Sha256.hex(clientId + named).substring(0, 32);
    }
}
