package dev.coder.agent.session;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.ToolCall;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The append-only log of every session: the only state that outlives a request. Commit, then emit: whoever appends
/// returns only when the events are stored, and only then do the open streams get them.
///
/// Two ways to append: a worker that holds the lease ([#append], fenced by its epoch), and a request under the lock of
/// the session's row ([#change]).
public final class SessionLog {

    private static final SessionChange.Work NO_WORK = new SessionChange.Work() {
        @Override
        public void add(WorkPool pool, long seq) {}

        @Override
        public void forgetOthers() {}
    };

    private final Database database;
    private final LiveEvents live;
    private final Clock clock;
    private final WorkPool pool;

    /// Of an agent of [WorkPool#SHARED].
    public SessionLog(Database database, LiveEvents live, Clock clock) {
        this(database, live, clock, WorkPool.SHARED);
    }

    /// @param pool whose sessions this process works on
    public SessionLog(Database database, LiveEvents live, Clock clock, WorkPool pool) {
        this.database = database;
        this.live = live;
        this.clock = clock;
        this.pool = pool;
    }

    /// Stores a new session; its first event is [AgentEvent.SessionCreated].
    public void create(SessionRow row, List<AgentEvent> events) {
        database.transaction(handle -> {
            new NewSession(handle, clock.millis()).store(row, events);
            return new Belonging(handle, row.id(), pool).take();
        });
    }

    /// Stores a new session that begins with events of another one.
    ///
    /// @param copy gets the other session under its lock, and says what the new one is
    /// @return the last event of the new session
    /// @throws RefusedException `unknown-session`, or whatever `copy` throws; nothing is stored then
    public long fork(String owner, String sessionId, Function<SessionChange, SessionCopy> copy) {
        return database.transaction(handle -> {
            var source = locked(handle, owner, sessionId);
            var made = copy.apply(change(handle, source, NO_WORK));
            var last = made.store(handle, source, clock.millis());
            new Belonging(handle, made.sessionId(), pool).take();
            return last;
        });
    }

    /// Removes a session.
    ///
    /// @param allowed throws when it may not be
    /// @throws RefusedException `unknown-session`, or whatever `allowed` throws
    public void remove(String owner, String sessionId, Consumer<SessionRow> allowed) {
        database.transaction(handle -> {
            var row = locked(handle, owner, sessionId);
            allowed.accept(row);
            change(handle, row, NO_WORK).remove();
            return row;
        });
        show(sessionId, new AgentEvent.StreamClosing("deleted", 0L));
    }

    public Optional<SessionRow> find(String sessionId) {
        return database.read(handle -> handle.createQuery("select * from session where id = :id")
                .bind("id", sessionId)
                .map((row, _) -> SessionRow.of(row))
                .findOne());
    }

    /// @throws RefusedException `unknown-session` when there is none, or it belongs to somebody else
    public SessionRow find(String owner, String sessionId) {
        return find(sessionId).filter(row -> row.owner().equals(owner)).orElseThrow(() -> unknown(sessionId));
    }

    /// The events after `seq`, in order, at most `limit`.
    public List<LoggedEvent> read(String sessionId, long seq, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select payload from session_event
                        where session_id = :id and seq > :seq order by seq limit :limit
                        """)
                .bind("id", sessionId)
                .bind("seq", seq)
                .bind("limit", limit)
                .mapTo(String.class)
                .map(ProtocolJson::readEvent)
                .list());
    }

    /// Takes the session: every append of an earlier holder is refused from here on.
    ///
    /// @return the new lease epoch
    /// @throws FencedException when the session is gone, or belongs to another pool
    public long lease(String sessionId) {
        return database.transaction(handle -> handle.createQuery("""
                        update session set lease_epoch = lease_epoch + 1
                        where id = :id and coalesce(pool, '') = :pool returning lease_epoch
                        """)
                .bind("id", sessionId)
                .bind("pool", pool.name())
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> new FencedException(sessionId)));
    }

    /// Whether this epoch still holds the lease.
    public boolean holds(String sessionId, long leaseEpoch) {
        return find(sessionId).filter(row -> row.leaseEpoch() == leaseEpoch).isPresent();
    }

    /// Appends in one transaction, as the holder of the lease.
    ///
    /// @throws FencedException when somebody else has the lease; nothing is stored then
    public void append(String sessionId, long leaseEpoch, List<AgentEvent> events) {
        var stored = database.transaction(handle -> {
            var next = handle.createQuery("""
                            update session set next_seq = next_seq + :n, last_active_at = :now
                            where id = :id and lease_epoch = :epoch returning next_seq
                            """)
                    .bind("n", events.size())
                    .bind("now", clock.millis())
                    .bind("id", sessionId)
                    .bind("epoch", leaseEpoch)
                    .mapTo(Long.class)
                    .findOne()
                    .orElseThrow(() -> new FencedException(sessionId));
            return new Appender(handle, sessionId, clock.millis()).append(next - events.size(), events);
        });
        publish(sessionId, stored);
    }

    /// Like [#append], but only when nothing was appended since `lastSeq`: an input that arrives in the last
    /// millisecond is not lost.
    ///
    /// @return false when something came between; nothing is stored then
    public boolean appendIfLast(String sessionId, long leaseEpoch, long lastSeq, List<AgentEvent> events) {
        var stored = database.transaction(handle -> {
            var row = lock(handle, sessionId).filter(locked -> locked.leaseEpoch() == leaseEpoch);
            if (row.isEmpty()) {
                throw new FencedException(sessionId);
            }
            return row.get().lastSeq() == lastSeq
                    ? change(handle, row.get(), NO_WORK).append(events)
                    : List.<LoggedEvent>of();
        });
        publish(sessionId, stored);
        return !stored.isEmpty();
    }

    private void publish(String sessionId, List<LoggedEvent> stored) {
        EventLine.write(sessionId, stored);
        live.publish(sessionId, stored);
    }

    /// Shows something to the open streams that is not stored.
    public void show(String sessionId, AgentEvent.LiveOnly event) {
        live.publish(sessionId, List.of(LoggedEvent.live(event)));
    }

    /// Ends what [#show] shows of a model call.
    public void showNoMore(String sessionId, String modelCallId) {
        live.over(sessionId, modelCallId);
    }

    /// Carries out a request in one transaction under the lock of the session's row.
    ///
    /// @param queue gets the work items that the request adds
    /// @throws RefusedException `unknown-session`, or whatever the request throws; nothing is stored then
    public <T> T change(String owner, String sessionId, WorkQueue queue, Function<SessionChange, T> request) {
        var done = database.transaction(handle -> {
            var row = locked(handle, owner, sessionId);
            var change = change(handle, row, queue.of(handle, sessionId));
            return new Done<>(request.apply(change), change);
        });
        publish(sessionId, done.change.appended());
        if (done.change.scheduled()) {
            queue.wake();
        }
        return done.answer;
    }

    private SessionChange change(Handle handle, SessionRow row, SessionChange.Work work) {
        return new SessionChange(handle, row, clock.millis(), new Belonging(handle, row.id(), pool), work);
    }

    private record Done<T>(T answer, SessionChange change) {}

    private SessionRow locked(Handle handle, String owner, String sessionId) {
        return lock(handle, sessionId).filter(row -> row.owner().equals(owner)).orElseThrow(() -> unknown(sessionId));
    }

    /// An update takes the row's lock on both databases; a `select for update` does not exist on SQLite.
    private Optional<SessionRow> lock(Handle handle, String sessionId) {
        return handle.createQuery("update session set next_seq = next_seq where id = :id returning *")
                .bind("id", sessionId)
                .map((row, _) -> SessionRow.of(row))
                .findOne();
    }

    /// The calls that wait for a result, in the order in which the model made them.
    public List<ToolCall> pending(String sessionId) {
        return database.read(handle -> SessionChange.pending(handle, sessionId));
    }

    /// Those of [#untouched] that belong to this process's pool.
    public List<SessionRow> ownUntouched(SessionRow.Status status, long before) {
        return database.read(handle -> handle.createQuery("""
                        select * from session
                        where status = :status and last_active_at < :before and coalesce(pool, '') = :pool
                        order by last_active_at limit 1000
                        """)
                .bind("status", status.name())
                .bind("before", before)
                .bind("pool", pool.name())
                .map((row, _) -> SessionRow.of(row))
                .list());
    }

    /// Whether the session is worked on with the provider settings of this process.
    public boolean isOurs(String sessionId) {
        return database.read(handle -> new Belonging(handle, sessionId, pool).isOurs());
    }

    /// Whether the session is worked on with other provider settings than those of this process.
    public boolean isElsewhere(String sessionId) {
        return database.read(handle -> new Belonging(handle, sessionId, pool).isElsewhere());
    }

    /// Sessions of one status that nobody has touched since `before`, in milliseconds since the epoch.
    public List<SessionRow> untouched(SessionRow.Status status, long before) {
        return database.read(handle -> handle.createQuery("""
                        select * from session where status = :status and last_active_at < :before
                        order by last_active_at limit 1000
                        """)
                .bind("status", status.name())
                .bind("before", before)
                .map((row, _) -> SessionRow.of(row))
                .list());
    }

    /// Forgets which requests came before that time, in milliseconds since the epoch: they are not repeated any
    /// more.
    public void forgetRequests(long before) {
        database.transaction(handle -> handle.execute("delete from idempotency where at < ?", before));
    }

    private static RefusedException unknown(String sessionId) {
        return RefusedException.of(
                "unknown-session",
                404,
                "There is no session " + sessionId + ".",
                "List your sessions with GET /v1/sessions.");
    }
}
