package dev.coder.cli.undo;

import dev.coder.plugin.HardenedGit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The `git` program in one folder, as [HardenedGit] has it: nothing runs that the repository names. Paths are told
/// apart by NUL, byte by byte as [RawName] has them.
///
/// @param child    the environment of child processes
/// @param own      variables of git that Coder itself sets
/// @param settings the names of those whose filters are switched off
record Git(Path folder, Map<String, String> child, Map<String, String> own, List<String> settings) {

    Git(Path folder, Map<String, String> child, Map<String, String> own) {
        this(folder, child, own, List.of());
    }

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

    /// In the working tree's top folder, without the filters that its settings define.
    Git in(Path top) throws IOException, InterruptedException {
        var known = run("config", "--list", "--name-only", "-z");
        if (!known.good()) {
            throw new IOException("git cannot read its settings: " + known.complaint());
        }
        return new Git(top, child, own, known.names());
    }

    Git with(String name, String value) {
        var more = new HashMap<>(own);
        more.put(name, value);
        return new Git(folder, child, more, settings);
    }

    Answer run(String... arguments) throws IOException, InterruptedException {
        return feed("", arguments);
    }

    /// @param input one character for each byte
    Answer feed(String input, String... arguments) throws IOException, InterruptedException {
        var program = HardenedGit.program(child, folder).orElseThrow(() -> new IOException("git is not installed"));
        var line = new ArrayList<>(List.of(program.toString(), "-c", "core.quotePath=false", "--no-pager"));
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(HardenedGit.without(child, settings));
        builder.environment().putAll(own);
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
