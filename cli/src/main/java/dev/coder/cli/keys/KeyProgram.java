package dev.coder.cli.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a program that knows keys. What it must know goes in by its standard input: others can see its arguments.
///
/// @param environment all that it gets
/// @param limit       after which it is ended
/// @param folder      where it runs; null: where we do
record KeyProgram(
        Map<String, String> environment,
        Duration limit,
        @Nullable Path folder) {

    private static final int LARGEST = 64 * 1024;

    KeyProgram(Map<String, String> environment, Duration limit) {
        this(environment, limit, null);
    }

    /// What came of it.
    record Outcome(int exitCode, String out, String err) {

        boolean worked() {
            return exitCode == 0;
        }
    }

    /// @throws StoreException when it cannot be started, or does not end in time
    Outcome run(List<String> command, String input) throws StoreException, InterruptedException {
        var name = command.getFirst();
        try {
            var builder = new ProcessBuilder(command);
            if (folder != null) {
                builder.directory(folder.toFile());
            }
            builder.environment().clear();
            builder.environment().putAll(environment);
            var process = builder.start();
            try {
                return outcome(process, name, input);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new StoreException(name + " cannot be run", e);
        }
    }

    private Outcome outcome(Process process, String name, String input) throws StoreException, InterruptedException {
        var out = reading(process.getInputStream());
        var err = reading(process.getErrorStream());
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It did not want to know; its exit code tells.
        }
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new StoreException(name + " gave no answer within " + limit.toSeconds() + " s");
        }
        try {
            return new Outcome(process.exitValue(), out.get(1, TimeUnit.SECONDS), err.get(1, TimeUnit.SECONDS));
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new StoreException(name + " gave no answer that can be read", e);
        }
    }

    private static FutureTask<String> reading(InputStream stream) {
        var task = new FutureTask<>(() -> new String(stream.readNBytes(LARGEST), StandardCharsets.UTF_8));
        Thread.ofVirtual().start(task);
        return task;
    }
}
