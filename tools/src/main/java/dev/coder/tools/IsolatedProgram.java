package dev.coder.tools;

import dev.coder.plugin.Sandbox;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A program of the model, on its way through the sandbox of this machine.
final class IsolatedProgram {

    /// At most 1 GiB of memory, files of 100 MiB, and as much time on the processor as on the clock.
    private static final String LIMITED =
            "ulimit -d 1048576; ulimit -f 102400; ulimit -t " + ExecuteCode.LIMIT_SECONDS + "; exec \"$@\" <input";

    private final Sandbox sandbox;
    private final ExecuteCode.Program program;
    private final ToolContext context;

    IsolatedProgram(Sandbox sandbox, ExecuteCode.Program program, ToolContext context) {
        this.sandbox = sandbox;
        this.program = program;
        this.context = context;
    }

    ToolOutput run() throws ToolException, InterruptedException {
        var interpreter = Interpreter.of(program, context);
        try {
            var folder = Files.createTempDirectory(context.scratch(), "code").toRealPath();
            Files.writeString(folder.resolve(interpreter.fileName()), program.code());
            Files.writeString(folder.resolve("input"), program.input());
            var launcher = sandbox.isolated(folder, readable(interpreter));
            var launch = Launch.of(launcher, line(interpreter, folder), folder, context.scratch());
            var supervised = SupervisedCommand.start(launch.line(), folder, context);
            return answer(supervised.await(Duration.ofSeconds(ExecuteCode.LIMIT_SECONDS)), supervised.output());
        } catch (IOException e) {
            throw ToolException.failed("the program could not be started: " + e.getMessage());
        }
    }

    private static List<String> line(Interpreter interpreter, Path folder) {
        var line = new ArrayList<>(List.of("/usr/bin/env", "HOME=" + folder, "TMPDIR=" + folder));
        line.addAll(List.of("/bin/bash", "-c", LIMITED, "code"));
        line.addAll(interpreter.commandLine());
        line.add(interpreter.fileName());
        return line;
    }

    /// The folder that an interpreter was installed to, unless that is as much as a home folder or a project.
    private List<Path> readable(Interpreter interpreter) throws IOException {
        var file = Path.of(interpreter.commandLine().getFirst());
        var bin = file.toRealPath().resolveSibling("");
        var prefix = bin.resolveSibling("");
        var home = Path.of(context.environment().getOrDefault("HOME", "/"));
        var tooMuch = home.startsWith(prefix)
                || context.workspace().roots().stream().anyMatch(root -> root.startsWith(prefix));
        return List.of(file, tooMuch ? bin : prefix);
    }

    private static ToolOutput answer(CommandEnd end, CommandOutput written) throws ToolException {
        var output = ToolOutput.text(written.shown());
        return switch (end) {
            case CommandEnd.Exited(var code, var _) when code == 0 -> output;
            case CommandEnd.Exited(var code, var _) ->
                throw new ToolException(ToolResult.TOOL_FAILED, "exit code " + code, output, code);
            case CommandEnd.NotStarted(var sentence) -> throw ToolException.failed(sentence);
            case CommandEnd.Stopped _, CommandEnd.Unknown _ ->
                throw new ToolException(
                        ToolResult.TIMEOUT,
                        "stopped after " + ExecuteCode.LIMIT_SECONDS + " s. Do less, or the same in a better way",
                        output,
                        null);
        };
    }
}
