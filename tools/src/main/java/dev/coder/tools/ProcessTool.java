package dev.coder.tools;

import dev.coder.plugin.Invocation;
import dev.coder.plugin.Recovered;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.ToolSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// Starts processes in the background, and deals with those that run.
final class ProcessTool implements Tool {

    private static final int DEFAULT_MILLIS = 30_000;
    private static final int MAX_MILLIS = 600_000;

    @Override
    public ToolSpec spec() {
        return Specs.changing("process", MAX_MILLIS / 1000);
    }

    @Override
    public Set<String> commands() {
        return Set.of("command");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var action = action(given.text("action"), given, workspace);
        var pattern = given.optionalText("pattern");
        var wait = new ProcessWait(
                pattern == null ? null : ReadOutput.pattern("pattern", pattern),
                given.number("port", 1, 65_535, 0),
                Duration.ofMillis(given.number("timeout", 1, MAX_MILLIS, DEFAULT_MILLIS)));
        given.nothingElse();
        return new ProcessCall(action, wait);
    }

    private static ProcessAction action(String name, Parameters given, Workspace workspace) throws ToolException {
        return switch (name) {
            case "start" ->
                new ProcessAction.Start(
                        CommandLine.checked(given.text("command")), folder(given, workspace), given.flag("pty"));
            case "list" -> new ProcessAction.ListAll();
            case "read" -> new ProcessAction.Read(given.text("id"));
            case "wait" -> new ProcessAction.Wait(given.text("id"));
            case "write" -> new ProcessAction.Write(given.text("id"), given.text("input"));
            case "stop" -> new ProcessAction.Stop(given.text("id"));
            default -> throw ToolException.invalid("action is start, list, read, wait, write or stop, not " + name);
        };
    }

    private static Path folder(Parameters given, Workspace workspace) throws ToolException {
        return CommandLine.folder(given.text("workingDir", "."), workspace);
    }

    /// Whatever ran in the background has ended with the Coder that was killed: what only looks at it may look
    /// again.
    @Override
    public Recovered recover(String evidence, Path scratch) throws ToolException {
        if (evidence.isEmpty()) {
            return new Recovered.NotDone();
        }
        throw new ToolException(
                ToolResult.OUTCOME_UNKNOWN,
                "Coder was killed meanwhile, and all background processes were stopped with it. Start again what is needed.",
                null,
                null);
    }
}
