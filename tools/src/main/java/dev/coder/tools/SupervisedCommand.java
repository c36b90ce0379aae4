package dev.coder.tools;

import dev.coder.plugin.ToolContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A command that runs under a small bash supervisor, which outlives a killed Coder just long enough to stop the
/// command
/// and to write down how it ended.
final class SupervisedCommand {

    private static final String SUPERVISOR = Specs.resource("supervisor.sh");
    private static final Duration STOPPING = Duration.ofMillis(1700);
    private static final Duration DRAINING = Duration.ofMillis(300);
    private static final Duration LOOKING = Duration.ofMillis(200);

    private final Process supervisor;
    private final OutputPump pump;
    private final Path scratch;

    private SupervisedCommand(Process supervisor, OutputPump pump, Path scratch) {
        this.supervisor = supervisor;
        this.pump = pump;
        this.scratch = scratch;
    }

    static SupervisedCommand start(List<String> commandLine, Path folder, ToolContext context) throws IOException {
        var scratch = context.scratch();
        CommandEnd.clear(scratch);
        var pump = OutputPump.into(CommandOutput.create(scratch), context::progress);
        var builder = new ProcessBuilder(supervised(commandLine, context))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(context.environment());
        var supervisor = builder.start();
        pump.start(supervisor.getInputStream());
        return new SupervisedCommand(supervisor, pump, scratch);
    }

    private static List<String> supervised(List<String> commandLine, ToolContext context) {
        var line = new ArrayList<String>();
        var setsid = Programs.find("setsid", context.environment(), context.workspace());
        if (setsid != null) {
            line.add(setsid.toString()); // no terminal to ask on, no Ctrl-C from it
        }
        var bash = Programs.find("bash", context.environment(), context.workspace());
        line.addAll(List.of(bash == null ? "/bin/bash" : bash.toString(), "-c", SUPERVISOR, "coder-supervisor"));
        line.add(context.scratch().toString());
        line.add(UUID.randomUUID().toString());
        line.addAll(commandLine);
        return line;
    }

    /// Waits for the end; when the time is up, when it writes far too much, or on interruption, the command is stopped
    /// with all that it started.
    CommandEnd await(Duration limit) throws InterruptedException, IOException {
        try {
            return endsWithin(limit) ? end() : new CommandEnd.Stopped();
        } finally {
            stop();
            pump.finish(DRAINING);
        }
    }

    private boolean endsWithin(Duration limit) throws InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        for (var left = limit.toNanos(); left > 0 && !pump.isFull(); left = deadline - System.nanoTime()) {
            if (supervisor.waitFor(Math.min(left, LOOKING.toNanos()), TimeUnit.NANOSECONDS)) {
                return true;
            }
        }
        return false;
    }

    /// On a full disk nothing could be written down, but the supervisor ends with the same code.
    private CommandEnd end() {
        var end = CommandEnd.read(scratch);
        return end instanceof CommandEnd.Exited ? end : new CommandEnd.Exited(supervisor.exitValue(), false);
    }

    boolean isCut() {
        return pump.isFull();
    }

    /// Cuts the lifeline, and makes sure.
    private void stop() throws IOException {
        supervisor.getOutputStream().close();
        var deadline = System.nanoTime() + STOPPING.toNanos();
        var interrupted = false;
        while (supervisor.isAlive() && System.nanoTime() < deadline) {
            try {
                supervisor.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (supervisor.isAlive()) {
            supervisor.descendants().forEach(ProcessHandle::destroyForcibly);
            supervisor.destroyForcibly();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
