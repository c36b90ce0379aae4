package dev.coder.tools;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.protocol.ToolOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// One call of the tool `process`.
record ProcessCall(ProcessAction action, ProcessWait until) implements Invocation {

    /// So long a process that was started may take to fail, or one that was written to, to answer.
    private static final Duration SOON = Duration.ofMillis(500);

    @Override
    public String title() {
        return CleanText.oneLine(
                switch (action) {
                    case ProcessAction.Start(var command, var _, var _) -> "start " + command;
                    case ProcessAction.ListAll() -> "list processes";
                    case ProcessAction.Read(var id) -> "read " + id;
                    case ProcessAction.Wait(var id) -> "wait for " + id;
                    case ProcessAction.Write(var id, var input) -> "write to " + id + ": " + input;
                    case ProcessAction.Stop(var id) -> "stop " + id;
                });
    }

    @Override
    public List<Effect> effects() {
        return List.of(
                switch (action) {
                    case ProcessAction.Start(var command, var folder, var _) -> new Effect.RunCommand(command, folder);
                    case ProcessAction.Write(var id, var input) -> new Effect.SendInput(id, input);
                    case ProcessAction.ListAll _, ProcessAction.Read _, ProcessAction.Wait _, ProcessAction.Stop _ ->
                        new Effect.Internal();
                });
    }

    @Override
    public String evidence() {
        return switch (action) {
            case ProcessAction.Start _ -> "start";
            case ProcessAction.Write _ -> "write";
            case ProcessAction.ListAll _, ProcessAction.Read _, ProcessAction.Wait _, ProcessAction.Stop _ -> "";
        };
    }

    @Override
    public ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
        var processes = BackgroundProcesses.of(context);
        try {
            return ToolOutput.text(
                    switch (action) {
                        case ProcessAction.Start start -> started(start, processes, context);
                        case ProcessAction.ListAll() -> list(processes);
                        case ProcessAction.Read(var id) -> tell(processes.find(id));
                        case ProcessAction.Wait(var id) -> waited(processes.find(id));
                        case ProcessAction.Write(var id, var input) -> written(processes.find(id), input);
                        case ProcessAction.Stop(var id) -> stopped(processes.find(id));
                    });
        } catch (IOException e) {
            throw ToolException.failed("the process could not be started or reached: " + e.getMessage());
        }
    }

    private String started(ProcessAction.Start start, BackgroundProcesses processes, ToolContext context)
            throws ToolException, InterruptedException, IOException {
        CommandLine.requireSamePlace(start.folder());
        until.requireFreePort();
        var process = processes.start(start.command(), start.folder(), start.pty(), context);
        if (until.isForMore()) {
            until.await(process);
        } else {
            process.ends(SOON);
        }
        process.requireStarted();
        return tell(process);
    }

    private String waited(BackgroundProcess process) throws ToolException, InterruptedException, IOException {
        until.await(process);
        return tell(process);
    }

    private String written(BackgroundProcess process, String input)
            throws ToolException, InterruptedException, IOException {
        process.write(input);
        if (until.isForMore()) {
            until.await(process);
        } else {
            process.awaitOutput(SOON);
        }
        return tell(process);
    }

    private static String stopped(BackgroundProcess process) throws IOException {
        process.stop();
        return tell(process);
    }

    private static String tell(BackgroundProcess process) throws IOException {
        return process.state() + "\n" + process.newOutput();
    }

    private static String list(BackgroundProcesses processes) {
        var all = processes.all();
        return all.isEmpty()
                ? "[none]"
                : all.stream().map(BackgroundProcess::describe).collect(Collectors.joining("\n"));
    }
}
