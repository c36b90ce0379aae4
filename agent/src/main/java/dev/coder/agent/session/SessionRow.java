package dev.coder.agent.session;

import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionRequests;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// How a session stands: what its log says, kept beside it for quick answers.
///
/// @param owner      who may see the session
/// @param model      `provider/name`
/// @param turnId     the turn in progress, or the last one
/// @param executorId the client that may run calls; null when nobody has claimed it
/// @param leaseEpoch goes up whenever a worker takes the session; appends of an older epoch are refused
/// @param nextSeq    the `seq` that the next event gets
/// @param goal       what the session is for; null or empty when the user has not said
/// @param firstWorkspace the one that the system prompt tells of: it stays the same when the session moves
public record SessionRow(
        String id,
        String owner,
        SessionRequests.@Nullable Workspace workspace,
        @Nullable String title,
        String model,
        SessionRequests.Limits limits,
        @Nullable String toolsRef,
        Status status,
        @Nullable String turnId,
        @Nullable String executorId,
        long executorEpoch,
        long leaseEpoch,
        long nextSeq,
        long createdAt,
        long lastActiveAt,
        @Nullable String goal,
        SessionRequests.@Nullable Workspace firstWorkspace) {

    /// The states of `protocol.md` 1.6, as words of the wire in lower case.
    public enum Status {
        IDLE,
        QUEUED,
        RUNNING,
        REQUIRES_ACTION,
        SUSPENDED,
        CLOSED
    }

    /// Whether a turn has begun and not ended.
    public boolean turnInProgress() {
        return switch (status) {
            case QUEUED, RUNNING, REQUIRES_ACTION -> true;
            case IDLE, SUSPENDED, CLOSED -> false;
        };
    }

    static SessionRow of(ResultSet row) throws SQLException {
        var workspace = workspace(row.getString("workspace"));
        var first = workspace(row.getString("first_workspace"));
        return new SessionRow(
                row.getString("id"),
                row.getString("owner"),
                workspace,
                row.getString("title"),
                row.getString("model"),
                ProtocolJson.read(SessionRequests.Limits.class, row.getString("limits")),
                row.getString("tools_ref"),
                Status.valueOf(row.getString("status")),
                row.getString("turn_id"),
                row.getString("executor_id"),
                row.getLong("executor_epoch"),
                row.getLong("lease_epoch"),
                row.getLong("next_seq"),
                row.getLong("created_at"),
                row.getLong("last_active_at"),
                row.getString("goal"),
                first == null ? workspace : first);
    }

    private static SessionRequests.@Nullable Workspace workspace(@Nullable String json) {
        return json == null ? null : ProtocolJson.read(SessionRequests.Workspace.class, json);
    }

    /// The last event in the log.
    public long lastSeq() {
        return nextSeq - 1;
    }
}
