package dev.coder.cli.local;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.remote.AgentProbe;
import dev.coder.protocol.SessionAnswers.AgentStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What `coder agent` does.
public final class AgentControl {

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final AgentRegistry registry;
    private final AgentProbe probe;

    public AgentControl(StateFolder state, String version) throws IOException {
        registry = AgentRegistry.of(state);
        probe = new AgentProbe(version);
    }

    /// The agents that run, the newest first.
    public List<AgentStatus> running() throws IOException, InterruptedException {
        var all = new ArrayList<AgentStatus>();
        for (var agent : registry.all()) {
            var status = probe.status(AgentRegistry.endpoint(agent));
            if (status != null && status.pid() == agent.pid()) {
                all.add(status);
            }
        }
        all.sort(Comparator.comparingLong(AgentStatus::startedAt).reversed());
        return all;
    }

    /// The models of the agents that run.
    public List<String> models() throws IOException, InterruptedException {
        var models = new LinkedHashSet<String>();
        for (var agent : registry.all()) {
            models.addAll(probe.models(AgentRegistry.endpoint(agent)));
        }
        return List.copyOf(models);
    }

    /// Ends all agents and waits until they have.
    ///
    /// @return how many have ended
    public int stop() throws IOException, InterruptedException {
        var stopped = 0;
        for (var agent : registry.all()) {
            if (probe.stop(AgentRegistry.endpoint(agent)) && ended(agent.pid())) {
                stopped++;
            }
        }
        return stopped;
    }

    private static boolean ended(long pid) throws InterruptedException {
        var process = ProcessHandle.of(pid);
        try {
            if (process.isPresent()) {
                process.get().onExit().get(GRACE.toSeconds(), TimeUnit.SECONDS);
            }
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    /// The last lines of the newest log; empty when no agent ever ran.
    public List<String> log(int lines) throws IOException {
        try (var files = Files.list(registry.folder())) {
            var newest = files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.comparingLong(AgentControl::modified));
            if (newest.isEmpty()) {
                return List.of();
            }
            var all = AgentRegistry.lines(newest.get());
            return all.subList(Math.max(0, all.size() - lines), all.size());
        }
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }
}
