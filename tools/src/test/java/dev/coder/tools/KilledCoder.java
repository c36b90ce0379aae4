package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.nio.file.Path;

/// Runs commands at the same time in a process of its own, for the test to kill. Arguments: for each command a folder
/// to
/// make a project in, and the command; one that begins with `&` runs in the background.
final class KilledCoder {

    private KilledCoder() {}

    public static void main(String[] arguments) throws Exception {
        for (var i = 0; i < arguments.length; i += 2) {
            var project = new TestProject(Path.of(arguments[i]));
            var command = arguments[i + 1];
            Thread.ofPlatform().start(() -> run(project, command));
        }
    }

    private static void run(TestProject project, String command) {
        try {
            if (command.startsWith("&")) {
                project.call("process", "action", "start", "command", command.substring(1));
                Thread.sleep(Long.MAX_VALUE);
            }
            project.call("run_command", "command", command);
        } catch (ToolException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
