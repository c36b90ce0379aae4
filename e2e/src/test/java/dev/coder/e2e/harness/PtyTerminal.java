package dev.coder.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/// A bare pseudo terminal with `coder` in it, by `script` of util-linux: what is sent arrives byte by byte, and what
/// comes back is raw.
public final class PtyTerminal implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Process process;
    private final StringBuilder output = new StringBuilder();
    private int seen;

    private PtyTerminal(Process process) {
        this.process = process;
        var _ = Thread.ofVirtual().start(this::read);
    }

    /// Whether this machine has `script`.
    public static boolean available() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "script")));
    }

    /// Starts `coder` with these arguments.
    public static PtyTerminal start(Coder coder, String... arguments) {
        var line = Stream.of(Stream.of(Checkout.launcher().toString()), coder.options().stream(), Stream.of(arguments))
                .flatMap(words -> words)
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "stty rows 24 cols 80; exec ", ""));
        try {
            var builder = new ProcessBuilder(
                            List.of("env", "--default-signal=INT", "script", "-qefc", line, "/dev/null"))
                    .directory(coder.folder().toFile())
                    .redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(coder.allVariables());
            builder.environment().put("SHELL", "/bin/sh");
            return new PtyTerminal(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            var buffer = new char[4096];
            for (var count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                append(new String(buffer, 0, count));
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    private synchronized void append(String text) {
        output.append(text);
    }

    private synchronized boolean printed(String text) {
        return output.indexOf(text, seen) >= 0;
    }

    /// Sends these characters as keys; from here on only what comes after them is awaited.
    public PtyTerminal send(String keys) {
        try {
            mark();
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void mark() {
        seen = output.length();
    }

    /// Waits until this was printed since the last keys.
    public PtyTerminal await(String text) {
        try {
            Awaitility.await("\"" + text + "\"")
                    .atMost(LIMIT)
                    .pollInterval(POLL)
                    .failFast("it ended", () -> !process.isAlive() && !printed(text))
                    .until(() -> printed(text));
            return this;
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError(e.getMessage() + "\n" + output(), e);
        }
    }

    /// All that was printed, with its escape sequences.
    public synchronized String output() {
        return output.toString();
    }

    /// Waits until `coder` has ended.
    public int exitCode() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it still runs\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
