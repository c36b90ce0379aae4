package dev.coder.cli.remote;

import dev.coder.protocol.SessionAnswers;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.TurnRequest;

/// The CLI's view of an agent, near or far. Every request survives a broken line: it is sent again until it is
/// answered or patience ends; all of them may safely arrive twice. Only event streams break, with an `IOException`;
/// [SessionEvents] mends them.
///
/// All methods block, throw [RefusedException] when the agent says no, and
/// [dev.coder.cli.exit.StopException] when the agent stays out of reach.
public interface AgentClient {

    SessionAnswers.Capabilities capabilities() throws InterruptedException;

    SessionAnswers.Created createSession(SessionRequests.CreateSession request) throws InterruptedException;

    SessionAnswers.SessionState session(String sessionId) throws InterruptedException;

    /// The newest sessions of a workspace.
    SessionAnswers.SessionList sessions(String workspaceId, int limit) throws InterruptedException;

    void updateSession(String sessionId, SessionRequests.UpdateSession request) throws InterruptedException;

    void replaceTools(String sessionId, SessionRequests.ReplaceTools request) throws InterruptedException;

    SessionAnswers.Executor claimExecutor(String sessionId, SessionRequests.ClaimExecutor request)
            throws InterruptedException;

    void cancel(String sessionId, String turnId, String reason) throws InterruptedException;

    /// Sends what moves the session on. The answer is what follows from it.
    ///
    /// @param requestKey the same for every repetition of a prompt; a continuation is known by its call ids
    EventStream send(String sessionId, TurnRequest request, String requestKey, SessionAnswers.Executor executor)
            throws InterruptedException;

    /// Replays the durable events after a place in the log, then goes on live.
    EventStream events(String sessionId, long after) throws InterruptedException;

    /// Replays the durable events after a place in the log, and ends.
    EventStream history(String sessionId, long after) throws InterruptedException;

    /// Counts the failures of one undertaking against the agent; see [Contact].
    Contact newContact();
}
