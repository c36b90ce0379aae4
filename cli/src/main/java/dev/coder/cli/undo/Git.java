package dev.coder.cli.undo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The `git` program in one folder, with nothing of the repository run by it: no hooks, no file watcher, no pager.
/// Paths
/// are told apart by NUL, byte by byte as [RawName] has them.
///
/// @param environment of the process; nothing else of ours
record Git(Path folder, Map<String, String> environment) {

    private static final List<String> COMMAND = List.of(
            "git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false");

    /// @param output one character for each byte
    record Answer(int exitCode, String output, String complaint) {

        boolean good() {
            return exitCode == 0;
        }

        /// Without the line's end.
        String line() {
            return output.endsWith("\n") ? output.substring(0, output.length() - 1) : output;
        }

        List<String> names() {
            return output.isEmpty() ? List.of() : List.of(output.split("\0"));
        }
    }

    Git in(Path otherFolder) {
        return new Git(otherFolder, environment);
    }

    Answer run(String... arguments) throws IOException, InterruptedException {
        return feed("", arguments);
    }

    /// @param input one character for each byte
    Answer feed(String input, String... arguments) throws IOException, InterruptedException {
        var line = new ArrayList<>(COMMAND);
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            var complaint = new StringBuilder();
            var reader = Thread.ofVirtual().start(() -> complaint.append(read(process)));
            var writer = Thread.ofVirtual().start(() -> write(process, input));
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            reader.join();
            writer.join();
            return new Answer(process.waitFor(), output, complaint.toString().strip());
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static void write(Process process, String input) {
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // it ended without reading all; its exit code says why
        }
    }
}
