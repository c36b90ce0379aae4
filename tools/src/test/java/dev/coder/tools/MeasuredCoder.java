package dev.coder.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs one command in a process of its own, and prints what the model gets of it, and by how many KiB the memory of
/// the
/// process has grown at most (Linux: `VmHWM`). Arguments: an empty folder, the command.
final class MeasuredCoder {

    private MeasuredCoder() {}

    public static void main(String[] arguments) throws Exception {
        var project = new TestProject(Path.of(arguments[0]));
        project.call("run_command", "command", "seq 1000000");
        var before = peak();
        System.out.println(project.text("run_command", "command", arguments[1], "timeout", 600_000));
        System.out.println("grown by " + (peak() - before));
    }

    private static long peak() throws IOException {
        return Files.readString(Path.of("/proc/self/status"))
                .lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
