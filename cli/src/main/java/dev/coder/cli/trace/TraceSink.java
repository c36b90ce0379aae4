package dev.coder.cli.trace;

import dev.coder.protocol.SessionId;

/// Where lines go. Never throws: what cannot be written must not disturb the turn.
interface TraceSink {

    /// @param line without secrets
    void write(TraceLine line);

    /// What comes from here on belongs to that session.
    default void session(SessionId session) {
        // not told apart
    }
}
