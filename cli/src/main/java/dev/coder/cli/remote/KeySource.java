package dev.coder.cli.remote;

import dev.coder.cli.exit.OwnCommand;
import dev.coder.protocol.Problem;
import java.net.URI;

/// Where the key for an agent comes from, and what becomes of it.
///
/// @param name     for the user, such as `the key in the variable CODER_API_KEY`; empty where there is no key
/// @param advice   what to do when the agent refuses it, as an imperative without a full stop
/// @param accepted called whenever the agent has accepted it
public record KeySource(String name, String advice, Acceptance accepted) {

    /// What is done once a key is known to be good. Doing it again does nothing.
    @FunctionalInterface
    public interface Acceptance {

        /// Nothing.
        Acceptance NONE = () -> {};

        void take() throws InterruptedException;
    }

    public KeySource(String name, String advice) {
        this(name, advice, Acceptance.NONE);
    }

    /// Where no key is known.
    ///
    /// @param slot whose key is missing
    public static KeySource none(String slot) {
        return new KeySource("", "store one: " + OwnCommand.with("auth login " + slot));
    }

    /// What the user is told when the agent does not let them in.
    Problem refusal(URI agent, Problem problem) {
        var title = "The agent at " + agent
                + (name.isEmpty() ? " wants a key, and none is known for it" : " does not accept " + name);
        return new Problem(
                problem.type(),
                title,
                problem.status(),
                advice,
                problem.sessionId(),
                problem.callId(),
                problem.retryable());
    }
}
