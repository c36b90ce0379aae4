package dev.coder.agent.session;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.ProtocolJson;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Stores a session that did not exist before, within a transaction.
final class NewSession {

    private final Handle handle;
    private final long now;

    NewSession(Handle handle, long now) {
        this.handle = handle;
        this.now = now;
    }

    /// @return the `seq` of the last of the events
    long store(SessionRow row, List<AgentEvent> events) {
        insert(row);
        new Appender(handle, row.id(), now).append(1, events);
        handle.execute("update session set next_seq = ? where id = ?", 1 + events.size(), row.id());
        return events.size();
    }

    private void insert(SessionRow row) {
        var workspace = row.workspace();
        var first = row.firstWorkspace();
        handle.createUpdate("""
                        insert into session (id, owner, workspace_id, workspace, first_workspace, title, model, limits,
                            tools_ref, status, turn_id, executor_id, executor_epoch, lease_epoch, next_seq,
                            created_at, last_active_at, goal)
                        values (:id, :owner, :workspaceId, :workspace, :firstWorkspace, :title, :model, :limits,
                            :toolsRef, :status, null, :executorId, :executorEpoch, 0, 1,
                            :createdAt, :lastActiveAt, :goal)
                        """)
                .bind("id", row.id())
                .bind("owner", row.owner())
                .bind("workspaceId", workspace == null ? null : workspace.id())
                .bind("workspace", workspace == null ? null : ProtocolJson.write(workspace))
                .bind("firstWorkspace", first == null ? null : ProtocolJson.write(first))
                .bind("title", row.title())
                .bind("model", row.model())
                .bind("limits", ProtocolJson.write(row.limits()))
                .bind("toolsRef", row.toolsRef())
                .bind("status", row.status().name())
                .bind("executorId", row.executorId())
                .bind("executorEpoch", row.executorEpoch())
                .bind("createdAt", row.createdAt())
                .bind("lastActiveAt", row.lastActiveAt())
                .bind("goal", row.goal())
                .execute();
    }
}
