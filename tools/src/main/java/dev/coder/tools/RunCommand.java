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
import java.util.Optional;
import java.util.Set;

/// Runs a command with bash.
final class RunCommand implements Tool {

    private static final int DEFAULT_MILLIS = 120_000;
    private static final int MAX_MILLIS = 600_000;

    @Override
    public ToolSpec spec() {
        return Specs.changing("run_command", MAX_MILLIS / 1000);
    }

    @Override
    public Set<String> commands() {
        return Set.of("command");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var command = CommandLine.checked(given.text("command"));
        var folder = CommandLine.folder(given.text("workingDir", "."), workspace);
        var timeout = given.number("timeout", 1, MAX_MILLIS, DEFAULT_MILLIS);
        given.nothingElse();
        return new Call(workspace, command, folder, Duration.ofMillis(timeout));
    }

    @Override
    public Recovered recover(String evidence, Path scratch) throws ToolException, InterruptedException {
        var link = scratch.resolve("output");
        if (!Files.isSymbolicLink(link)) {
            return new Recovered.NotDone();
        }
        var end = CommandEnd.await(scratch, Duration.ofSeconds(3));
        var text = stored(link) + "\n[Coder was restarted meanwhile: the end of the output may be missing]";
        return new Recovered.Done(answer(end, text));
    }

    private static String stored(Path file) {
        try {
            return CommandOutput.stored(file).shown();
        } catch (IOException e) {
            return "[the output can not be read: " + e.getMessage() + "]";
        }
    }

    private static ToolOutput answer(CommandEnd end, String text) throws ToolException {
        var output = ToolOutput.text(text);
        return switch (end) {
            case CommandEnd.Exited(var code, var _) when code == 0 -> output;
            case CommandEnd.Exited(var code, var _) ->
                throw new ToolException(ToolResult.TOOL_FAILED, "exit code " + code + signal(code), output, code);
            case CommandEnd.NotStarted(var sentence) -> throw ToolException.failed(sentence);
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
        public Optional<String> editable() {
            return Optional.of("command");
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
            try {
                CommandLine.requireSamePlace(folder);
                var launch = Launch.of(context.launcher(), List.of("bash", "-c", command), folder, context.scratch());
                return answered(launch.line(), context);
            } catch (IOException e) {
                throw ToolException.failed("the command could not be started: " + e.getMessage());
            }
        }

        private ToolOutput answered(List<String> commandLine, ToolContext context)
                throws IOException, ToolException, InterruptedException {
            try {
                var supervised = SupervisedCommand.start(commandLine, folder, context);
                return answer(supervised.await(timeout), supervised.output());
            } finally {
                context.launcher().ended();
            }
        }

        private ToolOutput answer(CommandEnd end, CommandOutput output) throws ToolException {
            if (end instanceof CommandEnd.NotStarted) {
                return RunCommand.answer(end, "");
            }
            if (end instanceof CommandEnd.Exited(var _, var background)) {
                var note = background ? "\n[what it left in the background was stopped; use process for that]" : "";
                return RunCommand.answer(end, output.shown() + note);
            }
            throw new ToolException(
                    ToolResult.TIMEOUT,
                    "stopped after " + timeout.toMillis() + " ms. Set a longer timeout (at most " + MAX_MILLIS
                            + "), run less at once, or use process for what never ends.",
                    ToolOutput.text(output.shown()),
                    null);
        }
    }
}
