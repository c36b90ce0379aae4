package dev.coder.cli.tui;

import dev.coder.cli.config.UserLocale;
import dev.coder.cli.local.ModelKeys;
import dev.coder.cli.terminal.PlainText;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A command that the user has typed after `!`: their own wish, so nobody is asked. It has no terminal of its
/// own, and no keys.
final class ShellCommand {

    /// How much of its output the model is told.
    private static final int TOLD = 16 * 1024;

    /// @param output all that is kept of it, plain
    record Outcome(String command, String output, int exitCode) {

        /// For the model, before what the user says next.
        String told() {
            var cut = output.length() <= TOLD
                    ? output
                    : output.substring(0, TOLD / 2) + "\n[…]\n" + output.substring(output.length() - (TOLD / 2));
            return "The user ran a command themselves:\n$ " + command + "\n" + cut
                    + (cut.endsWith("\n") || cut.isEmpty() ? "" : "\n") + "[exit code " + exitCode + "]\n\n";
        }
    }

    private static final int KEPT = 1024 * 1024;

    private ShellCommand() {}

    /// Returns when it has ended; ends it when the thread is interrupted.
    ///
    /// @param live its output as it comes
    static Outcome run(String command, Path folder, Consumer<String> live) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(line(command))
                .directory(folder.toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(ModelKeys::holdsKey);
        UserLocale.restore(builder.environment());
        var process = builder.start();
        var output = new StringBuilder();
        var reading = Thread.ofVirtual().start(() -> read(process, output, live));
        try {
            var code = process.waitFor();
            reading.join(1000);
            synchronized (output) {
                return new Outcome(command, PlainText.stripSequences(output.toString()), code);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /// In a session of its own, where that is possible, so that nothing in it reads the user's keys.
    private static List<String> line(String command) {
        var line = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            line.addAll(List.of("/usr/bin/setsid", "--wait"));
        }
        line.addAll(List.of("sh", "-c", command));
        return line;
    }

    private static void read(Process process, StringBuilder output, Consumer<String> live) {
        try (var reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            var buffer = new char[8192];
            for (var count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                var text = new String(buffer, 0, count);
                live.accept(PlainText.stripSequences(text));
                synchronized (output) {
                    if (output.length() < KEPT) {
                        output.append(text);
                    }
                }
            }
        } catch (IOException e) {
            // It was ended.
        }
    }
}
