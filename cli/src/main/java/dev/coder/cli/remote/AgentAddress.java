package dev.coder.cli.remote;

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
}
