package dev.coder.tools;

import com.google.re2j.Pattern;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The `rg` program, used to find the files that are worth a look.
record Ripgrep(Path program) {

    /// What the escapes of RE2 mean (ASCII only), in the words of ripgrep, where they mean all of Unicode.
    private static final Map<Character, String> ESCAPES = Map.of(
            'w', "[0-9A-Za-z_]",
            'W', "[^0-9A-Za-z_]",
            'd', "[0-9]",
            'D', "[^0-9]",
            's', "[\\t\\n\\f\\r ]",
            'S', "[^\\t\\n\\f\\r ]",
            'b', "(?-u:\\b)",
            'B', "(?-u:\\B)");

    static @Nullable Ripgrep find(Map<String, String> environment, Workspace workspace) {
        var program = Programs.find("rg", environment, workspace);
        return program == null ? null : new Ripgrep(program);
    }

    /// At least the files below a folder in which a line matches; null when ripgrep can not tell.
    @Nullable
    List<Path> filesWith(Pattern pattern, Path folder, Map<String, String> environment) throws InterruptedException {
        var builder = new ProcessBuilder(commandLine(pattern, folder))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            try {
                var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return process.waitFor() > 1 || output.contains("\uFFFD") ? null : paths(output);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return null;
        }
    }

    private List<String> commandLine(Pattern pattern, Path folder) {
        var options = List.of(
                program.toString(),
                "--no-config",
                "--files-with-matches",
                "--null",
                "--text",
                "--crlf",
                "--hidden",
                "--glob=!.git",
                "--no-messages",
                "--no-require-git",
                "--no-ignore-dot",
                "--no-ignore-global",
                "--max-filesize=" + ProjectFile.MAX_BYTES);
        var search = List.of("--regexp=" + translated(pattern.pattern()), "--", folder.toString());
        return Stream.of(
                        options,
                        (pattern.flags() & Pattern.CASE_INSENSITIVE) == 0
                                ? List.<String>of()
                                : List.of("--ignore-case"),
                        IgnoreRules.ignoresStart(folder) ? List.of("--no-ignore") : List.<String>of(),
                        search)
                .flatMap(List::stream)
                .toList();
    }

    private static List<Path> paths(String output) {
        return Arrays.stream(output.split("\0", -1))
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .toList();
    }

    private static String translated(String pattern) {
        var result = new StringBuilder();
        for (var i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\' && i + 1 < pattern.length()) {
                var escaped = pattern.charAt(++i);
                result.append(ESCAPES.getOrDefault(escaped, "\\" + escaped));
            } else {
                result.append(pattern.charAt(i));
            }
        }
        return result.toString();
    }
}
