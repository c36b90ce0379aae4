package dev.coder.tools;

import dev.coder.plugin.HardenedGit;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The `git` program as [HardenedGit] has it: nothing runs that a repository names. It gets its arguments as they are,
/// never a shell.
final class Git {

    private static final int MAX_OUTPUT = 8 << 20;
    private static final int MAX_COMPLAINT = 1000;
    private static final int TIMEOUT_SECONDS = 60;
    private final Path program;
    private final Path folder;
    private final ToolContext context;
    private final List<String> settings;

    /// @param settings the names of those whose filters are switched off
    private Git(Path program, Path folder, ToolContext context, List<String> settings) {
        this.program = program;
        this.folder = folder;
        this.context = context;
        this.settings = settings;
    }

    /// @param folder in the working tree
    /// @throws ToolException when there is no git, or no repository around the folder
    static Git in(Path folder, ToolContext context) throws ToolException, InterruptedException {
        var program = Programs.find("git", context.environment(), context.workspace());
        if (program == null) {
            throw ToolException.failed("git is not installed");
        }
        var plain = new Git(program, folder, context, List.of());
        var top = Path.of(plain.run("rev-parse", "--show-toplevel").strip());
        if (!folder.startsWith(top)) {
            throw ToolException.failed("the repository says that its working tree is " + top + ", which does not hold "
                    + folder + ": it is not trusted");
        }
        var settings = plain.run("config", "--list", "--name-only", "-z").split("\0");
        return new Git(program, folder, context, List.of(settings));
    }

    /// Whether some filter was switched off: its files may then look changed.
    boolean hasFilters() {
        return HardenedGit.defineFilters(settings);
    }

    /// @return what it printed, up to 8 MiB
    String run(String... arguments) throws ToolException, InterruptedException {
        return run(List.of(arguments));
    }

    String run(List<String> arguments) throws ToolException, InterruptedException {
        var command = new ArrayList<>(
                List.of(program.toString(), "-c", "core.quotePath=false", "--no-pager", "--literal-pathspecs"));
        command.addAll(arguments);
        var wrapped = context.launcher().wrap(command, folder);
        try {
            return started(wrapped, arguments.getFirst());
        } finally {
            context.launcher().ended();
        }
    }

    private String started(List<String> command, String what) throws ToolException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(errors().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        try {
            return output(builder.start(), what);
        } catch (IOException e) {
            throw ToolException.failed("git can not be run: " + e.getMessage());
        }
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(HardenedGit.without(context.environment(), settings));
        environment.put("LC_ALL", "C.UTF-8");
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
