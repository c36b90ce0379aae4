package dev.coder.tools;

import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What runs a program of one language on this machine.
///
/// @param commandLine without the name of the program's file
/// @param fileName    which the interpreter expects
record Interpreter(List<String> commandLine, String fileName) {

    private static final Map<String, String> SYSTEM = Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin");
    private static final Pattern MODULE = Pattern.compile("(?m)^\\s*(import\\s*[\\w*{\"']|export\\s)");
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*", Pattern.DOTALL);

    /// @throws ToolException when there is none
    static Interpreter of(ExecuteCode.Program program, ToolContext context) throws ToolException, InterruptedException {
        return switch (program.language()) {
            case PYTHON -> plain(first(context, "python3", "python"), "main.py");
            case JAVASCRIPT ->
                plain(
                        first(context, "node", "bun"),
                        MODULE.matcher(program.code()).find() ? "main.mjs" : "main.js");
            case TYPESCRIPT -> typescript(context);
        };
    }

    private static Interpreter plain(Path program, String fileName) {
        return new Interpreter(List.of(program.toString()), fileName);
    }

    private static Interpreter typescript(ToolContext context) throws ToolException, InterruptedException {
        var node = find("node", context);
        if (node != null && knowsTypes(node)) {
            var words = List.of(node.toString(), "--experimental-strip-types", "--no-warnings");
            return new Interpreter(words, "main.mts");
        }
        var deno = find("deno", context);
        if (deno != null) {
            return new Interpreter(List.of(deno.toString(), "run", "--no-remote", "--allow-all"), "main.ts");
        }
        var other = find("bun", context);
        if (other != null) {
            return plain(other, "main.ts");
        }
        throw ToolException.failed("nothing here runs TypeScript: that takes node 22.6 or newer, deno or bun. Write it "
                + "in JavaScript");
    }

    private static Path first(ToolContext context, String... names) throws ToolException {
        for (var name : names) {
            var found = find(name, context);
            if (found != null) {
                return found;
            }
        }
        throw ToolException.failed("there is no " + String.join(" and no ", names) + " here; use another language");
    }

    /// Those of the system first: of what lies in a home folder more would have to be shown to the program.
    private static @Nullable Path find(String name, ToolContext context) {
        var ofSystem = Programs.find(name, SYSTEM, context.workspace());
        return ofSystem != null ? ofSystem : Programs.find(name, context.environment(), context.workspace());
    }

    private static boolean knowsTypes(Path node) throws InterruptedException {
        try {
            var process = new ProcessBuilder(node.toString(), "--version").start();
            process.getOutputStream().close();
            var answer = new String(process.getInputStream().readNBytes(100), StandardCharsets.UTF_8);
            process.waitFor(5, TimeUnit.SECONDS);
            var version = VERSION.matcher(answer);
            return version.matches()
                    && Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2)) >= 2206;
        } catch (IOException e) {
            return false;
        }
    }
}
