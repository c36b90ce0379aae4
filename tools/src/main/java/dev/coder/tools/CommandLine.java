package dev.coder.tools;

import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The checks of what a model gave as a command and as the folder to run it in.
final class CommandLine {

    private CommandLine() {}

    static String checked(String command) throws ToolException {
        if (command.isBlank() || command.indexOf('\0') >= 0) {
            throw ToolException.invalid("command is empty or holds a NUL character");
        }
        return command;
    }

    static Path folder(String workingDir, Workspace workspace) throws ToolException {
        var folder = workspace.resolve(workingDir);
        if (!workspace.inside(folder) || !Files.isDirectory(folder)) {
            throw ToolException.invalid(
                    "workingDir must be a folder of the project; leave it away to start at the top");
        }
        return folder;
    }

    static void requireSamePlace(Path folder) throws IOException {
        if (!folder.toRealPath().equals(folder)) {
            throw new IOException("a link appeared in the path of workingDir meanwhile");
        }
    }
}
