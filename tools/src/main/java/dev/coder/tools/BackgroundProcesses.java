package dev.coder.tools;

import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The background processes of a session, those that have ended included. Thread-safe.
final class BackgroundProcesses implements AutoCloseable {

    private static final int MOST_ALIVE = 16;

    private final Map<String, BackgroundProcess> processes = new LinkedHashMap<>();
    private boolean closed;

    static BackgroundProcesses of(ToolContext context) {
        return context.session().hold(BackgroundProcesses.class, _ -> new BackgroundProcesses());
    }

    synchronized BackgroundProcess start(String command, Path folder, boolean pty, ToolContext context)
            throws ToolException, InterruptedException, IOException {
        if (closed) {
            throw ToolException.failed("the session is being left");
        }
        if (processes.values().stream().filter(BackgroundProcess::isAlive).count() >= MOST_ALIVE) {
            throw ToolException.failed(MOST_ALIVE + " processes are running already: stop one first");
        }
        var process = BackgroundProcess.start(command, folder, pty, context);
        processes.put(process.id(), process);
        return process;
    }

    synchronized BackgroundProcess find(String id) throws ToolException {
        var process = processes.get(id);
        if (process == null) {
            throw ToolException.invalid("there is no process " + id + "; there are: " + processes.keySet()
                    + ". Those of an earlier run of Coder have ended with it.");
        }
        return process;
    }

    synchronized List<BackgroundProcess> all() {
        return List.copyOf(processes.values());
    }

    /// Stops all of them at once.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        var stopping = all().stream()
                .map(process -> Thread.ofVirtual().start(process::stop))
                .toList();
        for (var thread : stopping) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the lifelines are cut already
                return;
            }
        }
    }
}
