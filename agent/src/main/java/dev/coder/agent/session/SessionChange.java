package dev.coder.agent.session;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// A request under way: one transaction that holds the lock of the session's row.
public final class SessionChange {

    /// The work items of the session.
    interface Work {

        /// @param pool that is to do it
        /// @param seq  of the event that brings the work
        void add(WorkPool pool, long seq);

        /// Takes away what other pools are to do, unless they are at it.
        void forgetOthers();
    }

    private final Handle handle;
    private final SessionRow row;
    private final long now;
    private final Belonging belonging;
    private final Work work;
    private final List<LoggedEvent> appended = new ArrayList<>();
    private boolean scheduled;

    SessionChange(Handle handle, SessionRow row, long now, Belonging belonging, Work work) {
        this.handle = handle;
        this.row = row;
        this.now = now;
        this.belonging = belonging;
        this.work = work;
    }

    /// The session as it was when the request began.
    public SessionRow row() {
        return row;
    }

    /// The time of the request, in milliseconds since the epoch.
    public long now() {
        return now;
    }

    /// The last event in the log, those of this request included.
    public long lastSeq() {
        return row.lastSeq() + appended.size();
    }

    public List<LoggedEvent> append(List<AgentEvent> events) {
        return append(events, now);
    }

    public void append(AgentEvent event) {
        append(List.of(event));
    }

    /// Releases the claim of a session that nobody uses. That is no activity: the session keeps its place in lists,
    /// and
    /// its calls expire when they would have.
    public void suspend() {
        append(
                List.of(
                        new AgentEvent.SessionSuspended("idle"),
                        new AgentEvent.ExecutorChanged(null, row.executorEpoch())),
                row.lastActiveAt());
    }

    private List<LoggedEvent> append(List<AgentEvent> events, long activeAt) {
        var stored = new Appender(handle, row.id(), now).append(lastSeq() + 1, events);
        handle.execute(
                "update session set next_seq = next_seq + ?, last_active_at = ? where id = ?",
                events.size(),
                activeAt,
                row.id());
        appended.addAll(stored);
        return stored;
    }

    /// Whether the session is worked on with the provider settings of this process.
    public boolean isOurs() {
        return belonging.isOurs();
    }

    /// Gives the session to this process's pool: from here on it is worked on with the provider settings of the
    /// terminal that sent the request. Whoever is at work on it with others stores nothing more, and asks no model.
    public void adopt() {
        if (belonging.isOurs()) {
            return;
        }
        belonging.take();
        fence();
        work.forgetOthers();
        if (row.status() == SessionRow.Status.QUEUED || row.status() == SessionRow.Status.RUNNING) {
            schedule();
        }
    }

    /// Lets a worker of the pool that the session belongs to look at it as soon as the request is stored.
    public void schedule() {
        work.add(belonging.owner(), lastSeq());
        scheduled = true;
    }

    public void status(SessionRow.Status status) {
        handle.execute("update session set status = ? where id = ?", status.name(), row.id());
    }

    /// Takes the lease away from whoever works on the session: nothing of it is stored from here on.
    public void fence() {
        handle.execute("update session set lease_epoch = lease_epoch + 1 where id = ?", row.id());
    }

    public void limits(SessionRequests.Limits limits) {
        handle.execute("update session set limits = ? where id = ?", ProtocolJson.write(limits), row.id());
    }

    /// Removes the session and all that is known of it. Tool sets stay: other sessions may use them.
    public void remove() {
        handle.execute("delete from scheduled_tasks where task_instance like ? and picked = false", row.id() + "#%");
        handle.execute("delete from session_event where session_id = ?", row.id());
        handle.execute("delete from session_text where session_id = ?", row.id());
        handle.execute("delete from tool_call where session_id = ?", row.id());
        handle.execute("delete from idempotency where endpoint like ?", "sessions/" + row.id() + "/%");
        handle.execute("delete from session where id = ?", row.id());
    }

    /// The calls that wait for a result, in the order in which the model made them.
    public List<ToolCall> pending() {
        return pending(handle, row.id());
    }

    static List<ToolCall> pending(Handle handle, String sessionId) {
        return handle.createQuery("""
                        select payload from session_event event
                        join tool_call call on call.session_id = event.session_id and call.seq = event.seq
                        where call.session_id = :id and call.result_seq is null order by call.seq
                        """).bind("id", sessionId).mapTo(String.class).map(ProtocolJson::readEvent).stream()
                .map(logged -> ((AgentEvent.ToolCallRequested) logged.event()).call())
                .toList();
    }

    /// Whether a turn of this session is over.
    public boolean hasEnded(String turnId) {
        return events("turn.completed", "turn.failed", "turn.cancelled", "turn.expired").stream()
                .anyMatch(event -> ((AgentEvent.TurnBoundary) event).turnId().equals(turnId));
    }

    private List<AgentEvent> events(String... types) {
        var found = new ArrayList<AgentEvent>();
        for (var type : types) {
            handle.createQuery("select payload from session_event where session_id = :id and payload like :start")
                    .bind("id", row.id())
                    .bind("start", "{\"type\":\"" + type + "\"%")
                    .mapTo(String.class)
                    .forEach(json -> found.add(ProtocolJson.readEvent(json).event()));
        }
        return found;
    }

    /// Whether a message was ever queued in this session: then a worker has to look, else there is nothing to see.
    public boolean hasQueuedMessages() {
        return handle.createQuery("""
                        select count(*) from session_event
                        where session_id = :id and payload like '{"type":"message.queued"%'
                        """).bind("id", row.id()).mapTo(Long.class).one() > 0;
    }

    /// What is known of the answer to a call.
    public sealed interface Answer {

        record UnknownCall() implements Answer {}

        record Pending() implements Answer {}

        /// @param turnId of the call
        /// @param same   whether it was this very result, or the agent's own, which a late one may not replace
        record Known(String turnId, long seq, boolean same) implements Answer {}
    }

    public Answer answerTo(ToolResult result) {
        return handle.createQuery(
                        "select turn_id, result_seq, result_sha256 from tool_call where session_id = :id and call_id = :call")
                .bind("id", row.id())
                .bind("call", result.id())
                .map((found, _) -> answer(found.getString(1), found.getLong(2), found.getString(3), result))
                .findOne()
                .orElseGet(Answer.UnknownCall::new);
    }

    private static Answer answer(String turnId, long resultSeq, String sha256, ToolResult result) {
        if (resultSeq == 0) {
            return new Answer.Pending();
        }
        return new Answer.Known(
                turnId, resultSeq, sha256.equals(Projection.SYNTHETIC) || sha256.equals(Projection.hash(result)));
    }

    /// A request that was carried out already.
    ///
    /// @param bodySha256 of its body
    /// @param seq        of its first event
    public record Earlier(String bodySha256, String turnId, long seq) {}

    public Optional<Earlier> earlier(String endpoint, String key) {
        return handle.createQuery("""
                        select body_sha256, turn_id, seq from idempotency
                        where owner = :owner and endpoint = :endpoint and key = :key
                        """)
                .bind("owner", row.owner())
                .bind("endpoint", endpoint)
                .bind("key", key)
                .map((found, _) -> new Earlier(found.getString(1), found.getString(2), found.getLong(3)))
                .findOne();
    }

    public void remember(String endpoint, String key, Earlier request) {
        handle.execute(
                "insert into idempotency (owner, endpoint, key, body_sha256, turn_id, seq, at) values (?, ?, ?, ?, ?, ?, ?)",
                row.owner(),
                endpoint,
                key,
                request.bodySha256(),
                request.turnId(),
                request.seq(),
                now);
    }

    List<LoggedEvent> appended() {
        return appended;
    }

    boolean scheduled() {
        return scheduled;
    }
}
