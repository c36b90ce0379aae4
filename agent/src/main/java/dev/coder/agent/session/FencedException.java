package dev.coder.agent.session;

import java.io.Serial;

/// Another worker holds the session's lease, or the turn was cancelled: whoever gets this stops at once and writes
/// nothing.
public final class FencedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public FencedException(String sessionId) {
        super("the lease of " + sessionId + " has gone to somebody else");
    }
}
