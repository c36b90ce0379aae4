package dev.coder.cli;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.execute.Journal;
import dev.coder.cli.execute.SessionFolder;
import dev.coder.cli.execute.SessionResources;
import dev.coder.cli.execute.ToolExecutor;
import dev.coder.cli.execute.Toolbox;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Streams;
import dev.coder.policy.ApprovalMode;
import dev.coder.protocol.Content;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder tool …`: the tools by hand, through the same policy and executor as the agent's calls.
@Command(name = "tool", description = "The tools by hand: list, run.")
final class ToolCommand implements Runnable {

    private final Map<String, String> environment;
    private final Streams streams;

    ToolCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public void run() {
        throw new StopException(ExitCode.USAGE, "Say which: " + OwnCommand.with("tool list or run"));
    }

    @Command(name = "list", description = "Show the tools that the agent is offered.")
    int list(
            @Option(names = "--json", description = "What the model is told of each, one JSON object a line.")
                    boolean json)
            throws InterruptedException {
        for (var tool : offered().specs()) {
            streams.say(
                    json
                            ? ProtocolJson.write(tool)
                            : "%-18s %s".formatted(tool.name(), firstSentence(tool.description())));
        }
        return ExitCode.DONE.number();
    }

    /// With those of the user's plugins.
    private Toolbox offered() throws InterruptedException {
        var terms = Terms.toShow(environment, List.of());
        var plugins = RunCommands.of(terms, environment, streams).plugins();
        plugins.notices().forEach(streams::complain);
        return Toolbox.installed().and(plugins.tools());
    }

    private static String firstSentence(String description) {
        return description.strip().split("(?<=\\.)\\s", 2)[0];
    }

    @Command(name = "run", description = "Run one call of a tool, and print what the model would get.")
    int run(
            @Parameters(paramLabel = "NAME", description = "The tool.") String name,
            @Parameters(paramLabel = "JSON", description = "Its parameters; - reads them from standard input.")
                    String parameters,
            @Option(
                            names = "--project",
                            paramLabel = "DIR",
                            description = "Work in this folder (repeatable; default: the current one).")
                    @Nullable
                    List<String> projects,
            @Option(
                            names = "--approval-mode",
                            paramLabel = "MODE",
                            description = "plan, ask (default), edits, auto or bypass.")
                    @Nullable
                    ApprovalMode mode,
            @Option(names = "--json", description = "The whole result as one JSON object.") boolean json)
            throws IOException, InterruptedException {
        var wish = new CoderCommand(environment, streams);
        wish.print = true;
        wish.projects = projects == null ? List.of() : projects;
        wish.approvalMode = mode;
        wish.byHand = true;
        var result = run(wish, new ToolCall("call_by_hand", name, new RawJson(given(parameters)), null));
        show(result, json);
        return exitCode(result).number();
    }

    private static String given(String parameters) throws IOException {
        return parameters.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : parameters;
    }

    /// In a session of its own, of which nothing is kept.
    private ToolResult run(CoderCommand wish, ToolCall call) throws IOException, InterruptedException {
        var bench = Workbench.of(wish, environment, streams, UnaryOperator.identity());
        bench.notices().forEach(bench.screen()::notice);
        var folder =
                new SessionFolder(PrivateFiles.folder(bench.state().sessionWritten("byhand_" + UlidCreator.getUlid())));
        try (var journal = Journal.open(folder.journal());
                var resources = SessionResources.byHand(folder.tools(), bench.workspaceFolder())) {
            var executor = new ToolExecutor(bench.hands(), journal, folder, resources);
            bench.hands().checkpoints().turnBegan(folder.path().getFileName().toString(), call.id());
            bench.hands().checkpoints().asked("coder tool run " + call.toolName());
            return executor.execute(List.of(new ToolExecutor.Wanted(call, 1))).getFirst();
        } finally {
            bench.hands().checkpoints().turnEnded();
            folder.delete(bench.state());
        }
    }

    private void show(ToolResult result, boolean json) {
        if (json) {
            streams.say(ProtocolJson.write(result));
            return;
        }
        if (result.result() != null) {
            result.result().content().forEach(content -> streams.say(text(content)));
        }
        if (result.error() != null) {
            streams.complain(result.error());
        }
    }

    private static String text(Content content) {
        return switch (content) {
            case Content.Text(var text) -> text;
            case Content.Image(var mediaType, var data) -> "[" + mediaType + ", " + data.length() * 3 / 4 + " bytes]";
        };
    }

    private static ExitCode exitCode(ToolResult result) {
        if (result.success()) {
            return ExitCode.DONE;
        }
        return switch (String.valueOf(result.errorCode())) {
            case ToolResult.DENIED_BY_POLICY, ToolResult.DENIED_BY_USER -> ExitCode.CALL_REFUSED;
            case ToolResult.INVALID_PARAMETERS, ToolResult.TOOL_UNAVAILABLE -> ExitCode.USAGE;
            default -> ExitCode.TURN_FAILED;
        };
    }
}
