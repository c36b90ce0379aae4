package dev.coder.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A running `coder`. What it prints goes to files, so that it is still there when the process is killed.
public final class CoderProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final List<String> commandLine;
    private final Process process;
    private final Path stdout;
    private final Path stderr;

    private CoderProcess(List<String> commandLine, Process process, Path stdout, Path stderr) {
        this.commandLine = commandLine;
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /// How a process ended and what it printed.
    public record Outcome(int exitCode, String stdout, String stderr) {}

    /// What a script starts in the background ignores Ctrl-C, and so does all that it starts: these tests among it.
    private static List<String> interruptible(List<String> commandLine) {
        return Stream.concat(Stream.of("env", "--default-signal=INT"), commandLine.stream())
                .toList();
    }

    static CoderProcess start(List<String> commandLine, Coder as) {
        try {
            var outputFolder = as.home().folder().resolve("tmp");
            var stdout = Files.createTempFile(outputFolder, "coder", ".stdout");
            var stderr = Files.createTempFile(outputFolder, "coder", ".stderr");
            var builder = new ProcessBuilder(interruptible(commandLine))
                    .directory(as.folder().toFile())
                    .redirectInput(as.stdin().toFile())
                    .redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile());
            builder.environment().clear();
            builder.environment().putAll(as.allVariables());
            return new CoderProcess(List.copyOf(commandLine), builder.start(), stdout, stderr);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it ends by itself.
    public Outcome outcome() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(
                        "still running after %s: %s%n%s%n%s".formatted(LIMIT, commandLine, stdout(), stderr()));
            }
            return new Outcome(process.exitValue(), stdout(), stderr());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public String stdout() {
        return read(stdout);
    }

    public String stderr() {
        return read(stderr);
    }

    public boolean alive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /// `kill -9`
    public void kill() {
        process.destroyForcibly();
        outcome();
    }

    /// Ctrl-C.
    public void interrupt() {
        Signals.send("INT", process.pid());
    }

    /// Waits until it has printed this, on either stream.
    public void awaitOutput(String text) {
        Awaitility.await("output \"" + text + "\" of " + commandLine)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .failFast("it ended", () -> !alive() && !printed(text))
                .until(() -> printed(text));
    }

    private boolean printed(String text) {
        return stdout().contains(text) || stderr().contains(text);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
