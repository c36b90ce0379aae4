package dev.coder.cli.dev;

import dev.coder.cli.exit.StopException;
import dev.coder.cli.local.DevAgent;
import dev.coder.cli.local.DevAgent.Running;
import dev.coder.cli.remote.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps an agent running in the foreground, and starts it anew when its jars, its variables or its settings change.
public final class DevLoop {

    /// @param settings    files that it is started anew for
    /// @param build       whether sources are watched, too, and built
    /// @param given       what the agent is given, read anew for every start
    /// @param copies      a folder for copies of jars
    public record Plan(
            DevAgent agent, Checkout checkout, List<Path> settings, boolean build, Given given, Path copies) {}

    /// @param keys those of models, by their variable
    public record Variables(Map<String, String> environment, Map<String, String> keys) {}

    /// Reads what the agent is given.
    public interface Given {
        Variables read() throws InterruptedException;
    }

    private static final long QUIET_MILLIS = 500;
    private static final long GRACE_SECONDS = 10;

    private sealed interface Happening {
        record Changed(Path path) implements Happening {}

        record Ended(Process process) implements Happening {}
    }

    private final Plan plan;
    private final Consumer<String> say;
    private final Consumer<Endpoint> ready;
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
    private @Nullable Process process;
    private int starts;

    /// @param ready told every time that the agent is there
    public DevLoop(Plan plan, Consumer<String> say, Consumer<Endpoint> ready) {
        this.plan = plan;
        this.say = say;
        this.ready = ready;
    }

    /// Returns when the agent was told to stop by somebody else. Whatever ends this process ends the agent.
    public void run() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        clean(plan.copies()); // of one that was killed
        try (var watch = watch()) {
            watch.start(path -> happenings.add(new Happening.Changed(path)));
            start();
            while (goesOn(happenings.take())) {}
        } finally {
            stop();
            clean(plan.copies());
        }
    }

    private Watch watch() throws IOException {
        var watch = new Watch();
        watch.folder(plan.checkout().jar().resolveSibling(""), plan.checkout().jar()::equals);
        watch.folder(plan.checkout().libraries(), path -> path.toString().endsWith(".jar"));
        for (var file : plan.settings()) {
            watch.file(file);
        }
        if (plan.build()) {
            for (var sources : plan.checkout().sources()) {
                watch.tree(sources);
            }
        }
        return watch;
    }

    private boolean goesOn(Happening happening) throws IOException, InterruptedException {
        switch (happening) {
            case Happening.Ended(var ended) -> {
                return !isOurs(ended) || goesOnAfter(ended.exitValue());
            }
            case Happening.Changed(var path) -> startAnew(path);
        }
        return true;
    }

    /// Whether it is not one that was stopped here.
    private synchronized boolean isOurs(Process ended) {
        return process != null && process.pid() == ended.pid();
    }

    private boolean goesOnAfter(int exitCode) {
        say.accept(
                exitCode == 0
                        ? "The agent was stopped."
                        : "The agent ended with code " + exitCode + "; it is started again when something changes.");
        return exitCode != 0;
    }

    private void startAnew(Path path) throws IOException, InterruptedException {
        var isSource = plan.build() && plan.checkout().sources().stream().anyMatch(path::startsWith);
        awaitQuiet();
        if (isSource && !isBuilt(path)) {
            return;
        }
        say.accept(path.getFileName() + " changed: the agent starts anew.");
        stop();
        start();
    }

    private boolean isBuilt(Path path) throws IOException, InterruptedException {
        say.accept(path.getFileName() + " changed: building …");
        var mistakes = plan.checkout().build();
        mistakes.forEach(say);
        awaitQuiet();
        return mistakes.isEmpty();
    }

    /// Waits until nothing has changed for a moment. What ended meanwhile is started again anyway.
    private void awaitQuiet() throws InterruptedException {
        while (happenings.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS) != null) {}
    }

    private void start() throws IOException, InterruptedException {
        try {
            launch();
        } catch (StopException e) {
            say.accept(e.sentence() + "; the agent is started when that changes.");
        }
    }

    private void launch() throws IOException, InterruptedException {
        var given = plan.given().read();
        var classPath = plan.checkout().classPath(plan.copies().resolve(Integer.toString(++starts)));
        var started = plan.agent().start(classPath, given.environment(), given.keys(), this::began);
        if (started.isEmpty()) {
            say.accept("The agent did not start; it is tried again when something changes.");
            return;
        }
        clean(plan.copies().resolve(Integer.toString(starts - 1)));
        started.map(Running::endpoint).ifPresent(ready);
    }

    private synchronized void began(Process begun) {
        process = begun;
        Thread.startVirtualThread(() -> {
            begun.onExit().join();
            happenings.add(new Happening.Ended(begun));
        });
    }

    private synchronized void stop() {
        if (process == null) {
            return;
        }
        var ending = process;
        process = null;
        ending.destroy();
        try {
            if (!ending.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                ending.destroyForcibly();
            }
        } catch (InterruptedException e) {
            ending.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void clean(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var all = Files.walk(folder)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
