package dev.coder.cli.remote;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds the agent.
@FunctionalInterface
public interface AgentAddress {

    /// Where the agent is at this moment. Asked before every request, so it is cheap as long as nothing failed; a
    /// local
    /// agent that has died is started again here.
    ///
    /// @param failed where there was no answer just now; null when nothing is known against the last place
    /// @throws dev.coder.cli.exit.StopException when there is none and none can be started
    Endpoint locate(@Nullable Endpoint failed) throws InterruptedException;

    /// Which agent that is, by which what is kept of its sessions is told from that of others: `local`, wherever the
    /// one
    /// of this machine answers, or the address of one elsewhere.
    default String origin() {
        return "local";
    }

    /// One that is always at the same place.
    static AgentAddress at(Endpoint endpoint) {
        return new AgentAddress() {
            @Override
            public Endpoint locate(@Nullable Endpoint failed) {
                return endpoint;
            }

            @Override
            public String origin() {
                var base = endpoint.base();
                var host = base.getScheme() + "://" + base.getRawAuthority();
                return host.toLowerCase(Locale.ROOT) + base.getRawPath();
            }
        };
    }
}
