package dev.coder.tools;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.Recovered;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.ToolSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Runs a command with bash.
final class RunCommand implements Tool {

    private static final int DEFAULT_MILLIS = 120_000;
    private static final int MAX_MILLIS = 600_000;

    @Override
    public ToolSpec spec() {
        return Specs.changing("run_command", MAX_MILLIS / 1000);
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var command = given.text("command");
        var folder = workspace.resolve(given.text("workingDir", "."));
        var timeout = given.number("timeout", 1, MAX_MILLIS, DEFAULT_MILLIS);
        given.nothingElse();
        if (command.isBlank() || command.indexOf('\0') >= 0) {
            throw ToolException.invalid("command is empty or holds a NUL character");
        }
        if (!workspace.inside(folder) || !Files.isDirectory(folder)) {
            throw ToolException.invalid(
                    "workingDir must be a folder of the project; leave it away to start at the top");
        }
        return new Call(workspace, command, folder, Duration.ofMillis(timeout));
    }

    @Override
    public Recovered recover(String evidence, Path scratch) throws ToolException, InterruptedException {
        if (!CommandOutput.exists(scratch)) {
            return new Recovered.NotDone();
        }
        var end = CommandEnd.await(scratch, Duration.ofSeconds(3));
        var output = CommandOutput.of(scratch);
        var text = output.shown() + "\n[Coder was restarted meanwhile: the end of the output may be missing]";
        return new Recovered.Done(answer(end, text));
    }

    private static ToolOutput answer(CommandEnd end, String text) throws ToolException {
        var output = ToolOutput.text(text);
        return switch (end) {
            case CommandEnd.Exited(var code, var _) when code == 0 -> output;
            case CommandEnd.Exited(var code, var _) ->
                throw new ToolException(ToolResult.TOOL_FAILED, "exit code " + code + signal(code), output, code);
            case CommandEnd.Stopped _, CommandEnd.Unknown _ ->
                throw new ToolException(
                        ToolResult.OUTCOME_UNKNOWN,
                        "Coder was killed while the command ran, and the command was stopped. It may have done part of "
                                + "its work: look before you run it again.",
                        output,
                        null);
        };
    }

    private static String signal(int code) {
        return switch (code) {
            case 126 -> " (not executable)";
            case 127 -> " (no such program)";
            case 130 -> " (SIGINT)";
            case 134 -> " (SIGABRT)";
            case 137 -> " (SIGKILL; perhaps out of memory)";
            case 139 -> " (SIGSEGV)";
            case 143 -> " (SIGTERM)";
            default -> "";
        };
    }

    private record Call(Workspace workspace, String command, Path folder, Duration timeout) implements Invocation {

        @Override
        public String title() {
            var where = folder.equals(workspace.root()) ? "" : " (in " + workspace.display(folder) + ")";
            return CleanText.oneLine("$ " + command + where);
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.RunCommand(command, folder));
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
            try {
                requireSamePlace();
                var commandLine = context.launcher().wrap(List.of("bash", "-c", command), folder);
                var supervised = SupervisedCommand.start(commandLine, folder, context);
                return answer(supervised.await(timeout), CommandOutput.of(context.scratch()), supervised.isCut());
            } catch (IOException e) {
                throw ToolException.failed("the command could not be started: " + e.getMessage());
            }
        }

        private void requireSamePlace() throws IOException {
            if (!folder.toRealPath().equals(folder)) {
                throw new IOException("a link appeared in the path of workingDir meanwhile");
            }
        }

        private ToolOutput answer(CommandEnd end, CommandOutput output, boolean cut) throws ToolException {
            if (end instanceof CommandEnd.Exited(var _, var background)) {
                var note = background ? "\n[what it left in the background was stopped]" : "";
                return RunCommand.answer(end, output.shown() + note);
            }
            var shown = ToolOutput.text(output.shown());
            if (cut) {
                throw new ToolException(
                        ToolResult.TOOL_FAILED, "stopped: it wrote more than 2 GiB of output", shown, null);
            }
            throw new ToolException(
                    ToolResult.TIMEOUT,
                    "stopped after " + timeout.toMillis() + " ms. Set a longer timeout (at most " + MAX_MILLIS
                            + "), or run less at once; servers and watchers never end.",
                    shown,
                    null);
        }
    }
}
