package dev.coder.tools;

import com.google.re2j.Pattern;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The `rg` program, used to find the files that are not worth a look. It reads bytes where we read text of any
/// charset,
/// so it is asked for ASCII only: what holds anything else is worth a look.
record Ripgrep(Path program) {

    /// Bytes beyond ASCII, those of UTF-16, and the vertical tab, which is white space for one of us only.
    private static final String NOT_PLAIN = "(?-u:[\\x00\\x0b\\x80-\\xff])";

    static @Nullable Ripgrep find(Map<String, String> environment, Workspace workspace) {
        var program = Programs.find("rg", environment, workspace);
        return program == null ? null : new Ripgrep(program);
    }

    /// Files below a folder in which no line matches: some or all of them.
    ///
    /// @param names a glob for them that ripgrep reads as we do; may be null
    Set<String> filesWithout(Pattern pattern, Path folder, @Nullable String names, Map<String, String> environment)
            throws InterruptedException {
        var translated = RustPattern.of(pattern.pattern());
        if (translated == null) {
            return Set.of();
        }
        var builder = new ProcessBuilder(commandLine(pattern, translated, folder, names, environment))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            try {
                var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                process.waitFor();
                return unmatched(output);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Set.of();
        }
    }

    private List<String> commandLine(
            Pattern pattern, String translated, Path folder, @Nullable String names, Map<String, String> environment) {
        var options = List.of(
                program.toString(),
                "--no-config",
                "--count",
                "--include-zero",
                "--max-count=1",
                "--null",
                "--text",
                "--encoding=none",
                "--hidden",
                "--glob=!.git",
                "--no-messages",
                "--no-require-git",
                "--no-ignore-dot",
                "--no-ignore-global",
                "--max-filesize=" + ProjectFile.MAX_BYTES);
        return Stream.of(
                        options,
                        names == null ? List.<String>of() : List.of("--glob=" + names),
                        (pattern.flags() & Pattern.CASE_INSENSITIVE) == 0
                                ? List.<String>of()
                                : List.of("--ignore-case"),
                        IgnoreRules.ignoresStart(folder, environment) ? List.of("--no-ignore") : List.<String>of(),
                        List.of("--regexp=" + NOT_PLAIN, "--regexp=" + translated, "--", folder.toString()))
                .flatMap(List::stream)
                .toList();
    }

    /// @param output a path, a byte that is zero, the number of lines that match, for each file
    private static Set<String> unmatched(String output) {
        var files = new HashSet<String>();
        var start = 0;
        for (var zero = output.indexOf('\0'); zero >= 0; zero = output.indexOf('\0', start)) {
            if (output.startsWith("0\n", zero + 1)) {
                files.add(output.substring(start, zero));
            }
            start = output.indexOf('\n', zero) + 1;
            if (start == 0) {
                break;
            }
        }
        return files;
    }
}
