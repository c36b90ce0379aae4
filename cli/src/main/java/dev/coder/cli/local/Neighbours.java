package dev.coder.cli.local;

import dev.coder.cli.remote.AgentProbe;
import dev.coder.protocol.SessionAnswers.AgentStatus;
import dev.coder.protocol.SessionAnswers.LocalAgent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// The other local agents beside one that was just started. Those of other model settings live on beside it: one for
/// each terminal. Those of another build are asked to go, and of too many the one that was idle the longest.
record Neighbours(AgentRegistry registry, AgentProbe probe, String fingerprint) {

    /// So many agents of this build may stay, the new one included.
    static final int MOST = 6;

    private record Seen(LocalAgent agent, AgentStatus status) {

        boolean isIdle() {
            return status.sessionsAtWork() == 0 && status.attached() == 0;
        }

        long idle() {
            return Objects.requireNonNullElse(status.idleSeconds(), 0L);
        }
    }

    void makeRoom() throws IOException, InterruptedException {
        var staying = new ArrayList<Seen>();
        for (var other : registry.all()) {
            if (other.fingerprint().equals(fingerprint) || other.fingerprint().equals(DevAgent.NAME)) {
                continue;
            }
            if (!Fingerprint.sameBuild(fingerprint, other.fingerprint())) {
                probe.drain(AgentRegistry.endpoint(other));
                continue;
            }
            var status = probe.status(AgentRegistry.endpoint(other));
            if (status != null && status.pid() == other.pid() && !status.draining()) {
                staying.add(new Seen(other, status));
            }
        }
        drainLongestIdle(staying, staying.size() + 1 - MOST);
    }

    private void drainLongestIdle(List<Seen> staying, int tooMany) throws InterruptedException {
        var idle = staying.stream()
                .filter(Seen::isIdle)
                .sorted(Comparator.comparingLong(Seen::idle).reversed())
                .limit(Math.max(0, tooMany))
                .toList();
        for (var seen : idle) {
            probe.drain(AgentRegistry.endpoint(seen.agent()));
        }
    }
}
