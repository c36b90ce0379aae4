package dev.coder.tools;

import dev.coder.plugin.ToolContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A command that runs under a small bash supervisor, which outlives a killed Coder just long enough to stop the
/// command
/// with all that it started, and to write down how it ended.
final class SupervisedCommand {

    private static final Path NOTHING = Path.of("/dev/null");
    private static final String SUPERVISOR = Specs.resource("supervisor.sh");
    private static final Duration STOPPING = Duration.ofMillis(1600);
    private static final Duration DRAINING = Duration.ofMillis(200);

    /// Of a command that has ended all that held the pipe is gone; only a machine that is very busy takes longer.
    private static final Duration DRAINING_ENDED = Duration.ofSeconds(1);

    private final Process supervisor;
    private final CommandOutput output;
    private final OutputPump pump;
    private final Path notes;
    private final Orphans orphans;

    /// @param commandLine as it is to be run, in a sandbox or not
    /// @param notes       the folder where the supervisor writes how it ended
    /// @param input       the file that the command reads as its standard input
    /// @param mark        stands in the environment of all that it starts
    record Start(List<String> commandLine, Path folder, Path notes, Path input, String mark) {

        Start(List<String> commandLine, Path folder, Path notes, Path input) {
            this(commandLine, folder, notes, input, UUID.randomUUID().toString());
        }
    }

    private SupervisedCommand(Process supervisor, CommandOutput output, Start start, OutputPump.Screen screen) {
        this.supervisor = supervisor;
        this.output = output;
        this.notes = start.notes;
        this.orphans = new Orphans("CODER_CALL=" + start.mark);
        this.pump = OutputPump.start(supervisor.getInputStream(), output, screen);
    }

    /// Starts the command of one call: without input, its output on the screen and in the session's store.
    static SupervisedCommand start(List<String> commandLine, Path folder, ToolContext context) throws IOException {
        var notes = context.scratch();
        var store = OutputStore.of(context.session());
        var output = store.create('o');
        Files.deleteIfExists(notes.resolve("output"));
        Files.createSymbolicLink(notes.resolve("output"), store.file(output));
        return start(new Start(commandLine, folder, notes, NOTHING), output, context, OutputPump.Screen.of(context));
    }

    static SupervisedCommand start(Start start, CommandOutput output, ToolContext context, OutputPump.Screen screen)
            throws IOException {
        CommandEnd.clear(start.notes);
        var subReaper = SubReaper.prefix(context);
        var builder = new ProcessBuilder(supervisorLine(start, subReaper, context))
                .directory(start.folder.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(context.environment());
        builder.environment().put("CODER_SUPERVISOR", SUPERVISOR);
        var supervised = new SupervisedCommand(builder.start(), output, start, screen);
        supervised.hand(subReaper, start.commandLine);
        return supervised;
    }

    private static List<String> supervisorLine(Start start, List<String> subReaper, ToolContext context) {
        var line = new ArrayList<String>();
        var setsid = Programs.find("setsid", context.environment(), context.workspace());
        if (setsid != null) {
            line.add(setsid.toString()); // no terminal to ask on, no Ctrl-C from it
        }
        line.addAll(subReaper);
        var bash = Programs.find("bash", context.environment(), context.workspace());
        line.addAll(List.of(bash == null ? "/bin/bash" : bash.toString(), "-c", "eval \"$CODER_SUPERVISOR\"", "coder"));
        line.addAll(List.of(start.notes.toString(), start.mark, start.input.toString()));
        return line;
    }

    /// Neither list stands on the supervisor's command line: `pkill -f` shall not find it by the words of the
    /// command.
    private void hand(List<String> subReaper, List<String> commandLine) throws IOException {
        var lifeline = supervisor.getOutputStream();
        try {
            lifeline.write((words(subReaper) + words(commandLine)).getBytes(StandardCharsets.UTF_8));
            lifeline.flush();
        } catch (IOException e) {
            stop();
            throw e;
        }
    }

    private static String words(List<String> list) {
        return Stream.concat(Stream.of(Integer.toString(list.size())), list.stream())
                .map(word -> word + '\0')
                .collect(Collectors.joining());
    }

    CommandOutput output() {
        return output;
    }

    boolean isAlive() {
        return supervisor.isAlive();
    }

    /// Waits for the end; when the time is up, or on interruption, the command is stopped with all that it started.
    CommandEnd await(Duration limit) throws InterruptedException {
        try {
            return supervisor.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS) ? end() : new CommandEnd.Stopped();
        } finally {
            stop();
        }
    }

    /// How it ended, once it has. On a full disk nothing could be written down, but the supervisor ends with the
    /// same
    /// code.
    CommandEnd end() {
        var end = CommandEnd.read(notes);
        return end instanceof CommandEnd.Unknown ? CommandEnd.exited(notes, supervisor.exitValue(), false) : end;
    }

    /// Cuts the lifeline, and makes sure. Takes two seconds at most; of an ended command it only takes the last
    /// output.
    void stop() {
        try {
            supervisor.getOutputStream().close();
        } catch (IOException e) {
            supervisor.destroy(); // nothing can be unwritten: it has read the little that was written
        }
        var ended = !supervisor.isAlive();
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
        if (CommandEnd.read(notes) instanceof CommandEnd.Unknown) {
            orphans.kill();
        }
        pump.finish(ended ? DRAINING_ENDED : DRAINING);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
