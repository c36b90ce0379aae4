package dev.coder.agent.session;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.Sha256;
import dev.coder.protocol.ToolResult;
import org.jdbi.v3.core.Handle;

/// Keeps the tables `session` and `tool_call` in step with the log, in the transaction that appends to it.
final class Projection {

    /// Stands in place of a hash where the agent itself answered a call; whatever the CLI says later is passed
    /// over.
    static final String SYNTHETIC = "synthetic";

    private final Handle handle;
    private final String sessionId;

    Projection(Handle handle, String sessionId) {
        this.handle = handle;
        this.sessionId = sessionId;
    }

    void apply(LoggedEvent logged) {
        SaidText.keep(handle, sessionId, logged);
        switch (logged.event()) {
            case AgentEvent.TurnStarted started -> {
                status(SessionRow.Status.QUEUED);
                handle.execute("update session set turn_id = ? where id = ?", started.turnId(), sessionId);
            }
            case AgentEvent.ModelCallStarted _ -> status(SessionRow.Status.RUNNING);
            case AgentEvent.TurnRequiresAction _ -> status(SessionRow.Status.REQUIRES_ACTION);
            case AgentEvent.TurnBoundary _ -> status(SessionRow.Status.IDLE);
            case AgentEvent.SessionClosed _ -> status(SessionRow.Status.CLOSED);
            case AgentEvent.SessionSuspended _ ->
                handle.execute(
                        "update session set status = ? where id = ? and status = ?",
                        SessionRow.Status.SUSPENDED.name(),
                        sessionId,
                        SessionRow.Status.IDLE.name());
            case AgentEvent.ExecutorChanged changed ->
                handle.execute(
                        "update session set executor_id = ?, executor_epoch = ? where id = ?",
                        changed.clientId(),
                        changed.epoch(),
                        sessionId);
            case AgentEvent.ToolsChanged changed ->
                handle.execute("update session set tools_ref = ? where id = ?", changed.toolsRef(), sessionId);
            case AgentEvent.SessionUpdated updated -> update(updated);
            case AgentEvent.ToolCallRequested call ->
                handle.execute(
                        "insert into tool_call (session_id, call_id, turn_id, seq) values (?, ?, ?, ?)",
                        sessionId,
                        call.id(),
                        call.turnId(),
                        logged.seq());
            case AgentEvent.ToolResultRecorded(var _, var result) ->
                handle.execute(
                        "update tool_call set result_seq = ?, result_sha256 = ? where session_id = ? and call_id = ?",
                        logged.seq(),
                        hash(result),
                        sessionId,
                        result.id());
            case AgentEvent.SessionCreated _,
                    AgentEvent.UserMessage _,
                    AgentEvent.MessageQueued _,
                    AgentEvent.SteerAccepted _,
                    AgentEvent.ModelCallDiscarded _,
                    AgentEvent.ReasoningCompleted _,
                    AgentEvent.MessageCompleted _,
                    AgentEvent.ModelCallCompleted _,
                    AgentEvent.CompactionStarted _,
                    AgentEvent.ContextCompacted _ -> {}
            case AgentEvent.LiveOnly _, AgentEvent.Unknown _ ->
                throw new IllegalArgumentException("not for the log: " + logged.event());
        }
    }

    private void update(AgentEvent.SessionUpdated updated) {
        handle.execute("""
                        update session set title = coalesce(?, title), model = coalesce(?, model),
                            goal = coalesce(?, goal) where id = ?
                        """, updated.title(), updated.model(), updated.goal(), sessionId);
        if (updated.title() != null) {
            SaidText.keepTitle(handle, sessionId, updated.title());
        }
        var workspace = updated.workspace();
        if (workspace != null) {
            handle.execute(
                    """
                            update session set first_workspace = coalesce(first_workspace, workspace, ?),
                                workspace = ?, workspace_id = ? where id = ?
                            """, ProtocolJson.write(workspace), ProtocolJson.write(workspace), workspace.id(), sessionId);
        }
    }

    private void status(SessionRow.Status status) {
        handle.execute("update session set status = ? where id = ?", status.name(), sessionId);
    }

    static String hash(ToolResult result) {
        var approval = result.approval();
        return approval != null && approval.by().equals("agent") ? SYNTHETIC : Sha256.hex(ProtocolJson.write(result));
    }
}
