package dev.coder.cli.local;

import dev.coder.cli.config.ProcessLock;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.AgentAddress;
import dev.coder.cli.remote.AgentProbe;
import dev.coder.cli.remote.Endpoint;
import dev.coder.protocol.SessionAnswers.LocalAgent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Finds the agent of this user on this machine, and starts it when there is none that fits. Thread-safe.
public final class LocalAgentAddress implements AgentAddress {

    private static final Duration OTHERS_START = Duration.ofSeconds(60);

    private final AgentRegistry registry;
    private final AgentStart start;
    private final AgentProbe probe;
    private final String fingerprint;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Endpoint current;
    private boolean own;

    /// @param start how an agent is started
    public LocalAgentAddress(StateFolder state, AgentStart start, String version) {
        try {
            this.registry = AgentRegistry.of(state);
        } catch (IOException e) {
            throw unusable(e);
        }
        this.start = start;
        this.probe = new AgentProbe(version);
        this.fingerprint = start.fingerprint();
    }

    @Override
    public Endpoint locate(@Nullable Endpoint failed) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (current == null || current.equals(failed)) {
                var found = findOrStart();
                own |= found.fingerprint().equals(fingerprint);
                current = AgentRegistry.endpoint(found);
            }
            return current;
        } catch (IOException e) {
            throw unusable(e);
        } finally {
            lock.unlock();
        }
    }

    private LocalAgent findOrStart() throws IOException, InterruptedException {
        var agent = running();
        if (agent != null) {
            return agent;
        }
        try (var starting = ProcessLock.acquire(registry.lock(fingerprint), OTHERS_START)) {
            if (starting == null) {
                throw new StopException(
                        ExitCode.UNREACHABLE, "Another coder is starting the local agent and does not come to an end");
            }
            var meanwhile = running();
            return meanwhile == null ? started() : meanwhile;
        }
    }

    /// The agent of `coder dev`, else the one that fits, if it is there and answers. A CLI that has begun with its own
    /// stays with its own: a conversation does not change over to other model settings in its midst.
    private @Nullable LocalAgent running() throws IOException, InterruptedException {
        var seen = own ? null : registry.find(DevAgent.NAME);
        if (seen != null && probe.status(AgentRegistry.endpoint(seen)) != null) {
            return seen;
        }
        var agent = registry.find(fingerprint);
        if (agent == null) {
            return null;
        }
        var status = probe.status(AgentRegistry.endpoint(agent));
        var fits = status != null
                && status.pid() == agent.pid()
                && fingerprint.equals(status.fingerprint())
                && !status.draining();
        return fits ? agent : null;
    }

    private LocalAgent started() throws IOException, InterruptedException {
        var agent = start.run(registry);
        new Neighbours(registry, probe, fingerprint).makeRoom();
        return agent;
    }

    private static StopException unusable(IOException e) {
        return new StopException(
                ExitCode.UNREACHABLE, "The local agent cannot be started: " + String.valueOf(e.getMessage()), e);
    }
}
