package dev.coder.cli.remote;

import dev.coder.protocol.SessionAnswers;
import dev.coder.protocol.SessionId;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.TurnRequest;

/// The CLI's view of an agent, near or far. Every request survives a broken line: it is sent again until it is
/// answered or patience ends; all of them may safely arrive twice. Only event streams break, with an `IOException`;
/// [SessionEvents] mends them.
///
/// All methods block, throw [RefusedException] when the agent says no, and
/// [dev.coder.cli.exit.StopException] when the agent stays out of reach.
public interface AgentClient {

    /// Which agent it is; see [AgentAddress#origin].
    String origin();

    SessionAnswers.Capabilities capabilities() throws InterruptedException;

    SessionAnswers.Created createSession(SessionRequests.CreateSession request) throws InterruptedException;

    SessionAnswers.SessionState session(SessionId sessionId) throws InterruptedException;

    /// A page of sessions, the latest first.
    SessionAnswers.SessionList sessions(SessionQuery query) throws InterruptedException;

    /// Makes a session that begins with what was said in another one.
    SessionAnswers.Created fork(SessionId sessionId, SessionRequests.Fork request) throws InterruptedException;

    /// Removes a session and all that was said in it. One with a turn in progress is refused.
    void remove(SessionId sessionId) throws InterruptedException;

    void updateSession(SessionId sessionId, SessionRequests.UpdateSession request) throws InterruptedException;

    void replaceTools(SessionId sessionId, SessionRequests.ReplaceTools request) throws InterruptedException;

    SessionAnswers.Executor claimExecutor(SessionId sessionId, SessionRequests.ClaimExecutor request)
            throws InterruptedException;

    void cancel(SessionId sessionId, String turnId, String reason) throws InterruptedException;

    /// Gives the turn in progress more user input; the model sees it at its next call.
    ///
    /// @param requestKey the same for every repetition
    void steer(SessionId sessionId, String turnId, SessionRequests.Steer request, String requestKey)
            throws InterruptedException;

    /// Sends what moves the session on. The answer is what follows from it.
    ///
    /// @param requestKey the same for every repetition of a prompt or a compaction; a continuation is known by its
    ///                   call ids
    EventStream send(SessionId sessionId, TurnRequest request, String requestKey, SessionAnswers.Executor executor)
            throws InterruptedException;

    /// Replays the durable events after a place in the log, then goes on live.
    EventStream events(SessionId sessionId, long after) throws InterruptedException;

    /// Like [#events(SessionId, long)], for the session's executor: what the session has to do is done by the agent
    /// that
    /// answers, even where it was another one until now.
    default EventStream events(SessionId sessionId, long after, SessionAnswers.Executor executor)
            throws InterruptedException {
        return events(sessionId, after);
    }

    /// Replays the durable events after a place in the log, and ends.
    EventStream history(SessionId sessionId, long after) throws InterruptedException;

    /// Counts the failures of one undertaking against the agent; see [Contact].
    Contact newContact();
}
