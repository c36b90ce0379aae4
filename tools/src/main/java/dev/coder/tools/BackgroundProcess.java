package dev.coder.tools;

import com.google.re2j.Pattern;
import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A command that runs on while the conversation does, with an input of its own. Thread-safe.
final class BackgroundProcess {

    private static final Duration TYPING = Duration.ofSeconds(2);
    private static final Duration FOREVER = Duration.ofDays(1000);
    private static final int SEARCHED = 1 << 20;
    private static final String END_OF_INPUT = "\u0004";

    private final String command;
    private final boolean pty;
    private final SupervisedCommand supervised;
    private final FileChannel input;
    private final Path file;
    private final CommandLauncher launcher;
    private final Thread watch;
    private long read;
    private long searched;

    private BackgroundProcess(Begun begun, SupervisedCommand supervised, Streams streams) {
        this.command = begun.command;
        this.pty = begun.pty;
        this.launcher = begun.launcher;
        this.supervised = supervised;
        this.input = streams.input;
        this.file = streams.output;
        this.watch = Thread.ofVirtual().name("background-process").start(this::watch);
    }

    private record Begun(String command, boolean pty, CommandLauncher launcher) {}

    private record Streams(FileChannel input, Path output) {}

    static BackgroundProcess start(String command, Path folder, boolean pty, ToolContext context)
            throws IOException, ToolException, InterruptedException {
        var line = pty ? PseudoTerminal.line(command, context) : List.of("bash", "-c", command);
        var store = OutputStore.of(context.session());
        var output = store.create('p');
        var notes = Files.createDirectories(
                context.session().folder().resolve("processes").resolve(output.handle()));
        var pipe = pipe(notes.resolve("in"), context);
        // for both directions, so that neither side waits for the other to open it
        var input = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var begun = new Begun(command, pty, context.launcher());
        try {
            var launch = Launch.of(begun.launcher, line, folder, notes);
            var start = new SupervisedCommand.Start(launch.line(), folder, notes, pipe);
            var supervised = supervised(start, output, context);
            return new BackgroundProcess(begun, supervised, new Streams(input, store.file(output)));
        } catch (IOException | RuntimeException | ToolException e) {
            input.close();
            throw e;
        }
    }

    private static SupervisedCommand supervised(
            SupervisedCommand.Start start, CommandOutput output, ToolContext context) throws IOException {
        try {
            return SupervisedCommand.start(start, output, context, OutputPump.Screen.NONE);
        } catch (IOException | RuntimeException e) {
            context.launcher().ended();
            throw e;
        }
    }

    private static Path pipe(Path path, ToolContext context) throws IOException, InterruptedException {
        Files.deleteIfExists(path);
        var mkfifo = Programs.find("mkfifo", context.environment(), context.workspace());
        var program = mkfifo == null ? "mkfifo" : mkfifo.toString();
        var made = new ProcessBuilder(program, "-m", "600", path.toString()).start();
        if (made.waitFor() != 0) {
            throw new IOException("no pipe can be made for its input");
        }
        return path;
    }

    private void watch() {
        try (input) {
            supervised.await(FOREVER);
        } catch (InterruptedException | IOException e) {
            supervised.stop();
        } finally {
            launcher.ended();
        }
    }

    String id() {
        return supervised.output().handle();
    }

    boolean isAlive() {
        return watch.isAlive();
    }

    String state() {
        if (isAlive()) {
            return id() + " is running";
        }
        return switch (supervised.end()) {
            case CommandEnd.Exited(var code, var _) -> id() + " has ended with exit code " + code;
            case CommandEnd.NotStarted(var sentence) -> id() + " did not start: " + sentence;
            case CommandEnd.Stopped _, CommandEnd.Unknown _ -> id() + " was stopped";
        };
    }

    /// @throws ToolException when its sandbox could not be started
    void requireStarted() throws ToolException {
        if (!isAlive() && supervised.end() instanceof CommandEnd.NotStarted(var sentence)) {
            throw ToolException.failed(sentence);
        }
    }

    String describe() {
        return state() + ": " + CleanText.oneLine(command);
    }

    void stop() {
        supervised.stop();
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean ends(Duration limit) throws InterruptedException {
        return watch.join(limit);
    }

    /// Gives it input. What it writes from now on is what [#awaitPattern] looks at.
    synchronized void write(String text) throws IOException, ToolException, InterruptedException {
        if (!isAlive()) {
            throw ToolException.failed(state() + " and reads no more input");
        }
        searched = supervised.output().bytes();
        if (!pty && text.equals(END_OF_INPUT)) {
            input.close();
            return;
        }
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        var typing =
                Thread.ofPlatform().daemon().start(() -> type(bytes)); // no virtual one: a blocked write must be cut
        if (!typing.join(TYPING)) {
            typing.interrupt(); // which closes its input
            throw ToolException.failed(id() + " does not read its input: " + bytes.remaining()
                    + " bytes were not taken, and the input is closed now");
        }
        if (bytes.hasRemaining()) {
            throw ToolException.failed("the input of " + id() + " is closed");
        }
    }

    private void type(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                input.write(bytes);
            }
        } catch (IOException e) {
            // the bytes that remain tell
        }
    }

    /// Waits for output beyond what was read already.
    void awaitOutput(Duration limit) throws InterruptedException {
        long known;
        synchronized (this) {
            known = read;
        }
        supervised.output().awaitMoreThan(known, limit);
    }

    /// What was written since this was asked the last time.
    synchronized String newOutput() throws IOException {
        var ends = new OutputEnds();
        try (var channel = FileChannel.open(file)) {
            for (var size = channel.size(); read < size; ) {
                var piece = StoredOutput.read(channel, read, (int) Math.min(OutputEnds.KEPT, size - read));
                ends.add(piece, piece.length);
                read += piece.length;
            }
        }
        return ends.bytes() == 0 ? "[no new output]" : ShownOutput.of(ends, id());
    }

    /// Whether the pattern is found in what was not searched yet.
    synchronized boolean finds(Pattern pattern) throws IOException {
        try (var channel = FileChannel.open(file)) {
            while (searched < channel.size()) {
                var length = (int) Math.min(SEARCHED, channel.size() - searched);
                var piece = StoredOutput.read(channel, searched, length);
                if (pattern.matcher(OutputText.shown(piece)).find()) {
                    searched += piece.length;
                    return true;
                }
                var lines = lastLineEnd(piece);
                if (lines == 0 && piece.length < SEARCHED) {
                    return false;
                }
                searched += lines == 0 ? piece.length : lines;
            }
            return false;
        }
    }

    /// The last line may be complete only later.
    private static int lastLineEnd(byte[] piece) {
        var end = piece.length;
        while (end > 0 && piece[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /// Waits until the pattern is found or it has ended, for a limited time.
    boolean awaitPattern(Pattern pattern, Duration limit) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            var known = supervised.output().bytes();
            var alive = isAlive();
            if (finds(pattern)) {
                return true;
            }
            var left = deadline - System.nanoTime();
            if (!alive || left <= 0) {
                return false;
            }
            supervised.output().awaitMoreThan(known, Duration.ofNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1))));
        }
    }
}
