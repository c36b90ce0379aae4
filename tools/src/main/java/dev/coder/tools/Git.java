package dev.coder.tools;

import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The `git` program with everything switched off that a repository could make it run: pager, monitor, hooks, filters,
/// outside programs for diffs and texts, lazy fetching. It gets its arguments as they are, never a shell.
final class Git {

    private static final int MAX_OUTPUT = 8 << 20;
    private static final int MAX_COMPLAINT = 1000;
    private static final int TIMEOUT_SECONDS = 60;
    private static final Pattern FILTER =
            Pattern.compile("filter\\.(.+)\\.(?:clean|smudge|process|required)", Pattern.DOTALL);

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_TERMINAL_PROMPT", "0",
            "GIT_NO_LAZY_FETCH", "1",
            "GIT_ALLOW_PROTOCOL", "none",
            "GIT_PAGER", "cat",
            "LC_ALL", "C.UTF-8");

    private static final Map<String, String> HARMLESS = Map.of(
            "core.fsmonitor", "false",
            "core.hooksPath", "/dev/null",
            "core.pager", "cat",
            "core.quotePath", "false",
            "core.sshCommand", "false",
            "safe.bareRepository", "explicit");

    private final Path program;
    private final Path folder;
    private final ToolContext context;
    private final Map<String, String> config;

    private Git(Path program, Path folder, ToolContext context, Map<String, String> config) {
        this.program = program;
        this.folder = folder;
        this.context = context;
        this.config = config;
    }

    /// @param folder in the working tree
    /// @throws ToolException when there is no git, or no repository around the folder
    static Git in(Path folder, ToolContext context) throws ToolException, InterruptedException {
        var program = Programs.find("git", context.environment(), context.workspace());
        if (program == null) {
            throw ToolException.failed("git is not installed");
        }
        var plain = new Git(program, folder, context, HARMLESS);
        var top = Path.of(plain.run("rev-parse", "--show-toplevel").strip());
        if (!folder.startsWith(top)) {
            throw ToolException.failed("the repository says that its working tree is " + top + ", which does not hold "
                    + folder + ": it is not trusted");
        }
        var config = new LinkedHashMap<>(HARMLESS);
        for (var key : plain.run("config", "--list", "--name-only", "-z").split("\0")) {
            var filter = FILTER.matcher(key);
            if (filter.matches()) {
                var name = "filter." + filter.group(1);
                config.put(name + ".clean", "");
                config.put(name + ".smudge", "");
                config.put(name + ".process", "");
                config.put(name + ".required", "false");
            }
        }
        return new Git(program, folder, context, config);
    }

    /// Whether some filter was switched off: its files may then look changed.
    boolean hasFilters() {
        return config.size() > HARMLESS.size();
    }

    /// @return what it printed, up to 8 MiB
    String run(String... arguments) throws ToolException, InterruptedException {
        return run(List.of(arguments));
    }

    String run(List<String> arguments) throws ToolException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString(), "--no-pager", "--literal-pathspecs"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(context.launcher().wrap(command, folder))
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(errors().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        try {
            return output(builder.start(), arguments.getFirst());
        } catch (IOException e) {
            throw ToolException.failed("git can not be run: " + e.getMessage());
        }
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(context.environment());
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.putAll(ENVIRONMENT);
        environment.put("GIT_CONFIG_COUNT", String.valueOf(config.size()));
        var number = 0;
        for (var entry : config.entrySet()) {
            environment.put("GIT_CONFIG_KEY_" + number, entry.getKey());
            environment.put("GIT_CONFIG_VALUE_" + number, entry.getValue());
            number++;
        }
        return environment;
    }

    private String output(Process process, String what) throws IOException, ToolException, InterruptedException {
        var watchdog = Thread.startVirtualThread(() -> endLate(process));
        try {
            var bytes = process.getInputStream().readNBytes(MAX_OUTPUT);
            process.getInputStream().close();
            if (process.waitFor() != 0 && bytes.length < MAX_OUTPUT) {
                throw ToolException.failed("git " + what + " failed: " + complaint());
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } finally {
            watchdog.interrupt();
            process.destroyForcibly();
        }
    }

    private String complaint() throws IOException {
        var text = Files.readString(errors(), StandardCharsets.ISO_8859_1);
        return CleanText.visible(
                text.substring(0, Math.min(text.length(), MAX_COMPLAINT)).strip());
    }

    private Path errors() {
        return context.scratch().resolve("git.err");
    }

    private static void endLate(Process process) {
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it ended in time
        }
    }
}
