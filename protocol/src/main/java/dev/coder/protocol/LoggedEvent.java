package dev.coder.protocol;

/// An event as it travels: with its place in the session's log.
///
/// @param seq 1, 2, 3… within the session; 0 for an event that is not in the log
public record LoggedEvent(long seq, AgentEvent event) {

    public static LoggedEvent live(AgentEvent.LiveOnly event) {
        return new LoggedEvent(0, event);
    }
}
