package dev.coder.tools;

import java.nio.file.Path;

/// Runs one command in a process of its own, for the test to kill.
final class KilledCoder {

    private KilledCoder() {}

    public static void main(String[] arguments) throws Exception {
        new TestProject(Path.of(arguments[0])).call("run_command", "command", arguments[1]);
    }
}
