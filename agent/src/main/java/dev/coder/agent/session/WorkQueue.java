package dev.coder.agent.session;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Says which sessions have something to do, and sees that exactly one process does it: db-scheduler is the lease,
/// heartbeat and takeover engine. A work item is `sessionId#seq`, never the bare session id: a fast client answers
/// before the finishing execution has deleted its row, and a second item of the same name would be refused.
public final class WorkQueue implements AutoCloseable {

    /// Does what a session has to do, on a virtual thread, until nothing is left for the agent.
    @FunctionalInterface
    public interface Worker {

        /// @param failures how often this work item has failed so far with an exception
        /// @return false when the item is to be worked on again at once
        boolean work(String sessionId, int failures) throws InterruptedException;
    }

    /// @param holder    stands for this process
    /// @param pool      only work of this pool is done here
    /// @param heartbeat how often a process says that it is alive; after four missed ones its work is taken over
    /// @param sessions  at most so many turns at a time in this process
    /// @param grace     how long [#close] waits for what is going on
    public record Settings(Holder holder, WorkPool pool, Duration heartbeat, int sessions, Duration grace) {

        public Settings(Holder holder, Duration heartbeat, int sessions, Duration grace) {
            this(holder, WorkPool.SHARED, heartbeat, sessions, grace);
        }
    }

    /// Work of other pools waits for them, however long that takes.
    private static final Duration NEVER = Duration.ofDays(10_000);

    private final Database database;
    private final Settings settings;
    private final JdbcCustomization dialect;
    private final CustomTask<Void> task;
    private final Scheduler scheduler;

    public WorkQueue(Database database, Settings settings, Worker worker) {
        this.database = database;
        this.settings = settings;
        this.dialect = switch (database.dialect()) {
            case SQLITE -> new SqliteJdbcCustomization();
            case POSTGRESQL -> new PostgreSqlJdbcCustomization(false, true);
        };
        this.task = Tasks.custom(settings.pool().task(), Void.class)
                .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(Duration.ofMillis(500), 2))
                .onDeadExecutionRevive()
                .execute((item, context) -> {
                    var done = work(worker, sessionOf(item.getId()), context.getExecution().consecutiveFailures);
                    return (complete, operations) -> {
                        if (done) {
                            operations.remove();
                        } else {
                            operations.reschedule(complete, Instant.now());
                        }
                    };
                });
        this.scheduler = build();
    }

    private static boolean work(Worker worker, String sessionId, int failures) {
        try {
            return worker.work(sessionId, failures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Scheduler build() {
        var builder = Scheduler.create(database.dataSource(), task)
                .schedulerName(() -> settings.holder().name())
                .jdbcCustomization(dialect)
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(4)
                .pollingInterval(Duration.ofSeconds(1))
                .threads(settings.sessions())
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .enableImmediateExecution()
                .deleteUnresolvedAfter(NEVER)
                .shutdownMaxWait(settings.grace());
        return fetchesLocked()
                ? builder.pollUsingLockAndFetch(0.5, 1.0).build()
                : builder.pollUsingFetch(0.5, 1.0).build();
    }

    /// Fetching and taking in one statement would take the first item of another pool along.
    private boolean fetchesLocked() {
        return database.dialect() == Database.Dialect.POSTGRESQL
                && settings.pool().equals(WorkPool.SHARED);
    }

    /// Begins to work. What a process of this machine left behind when it died is taken over at once: nobody has to
    /// wait
    /// for its heartbeats to be missed.
    public void start() {
        database
                .read(handle -> handle.createQuery(
                                "select distinct picked_by from scheduled_tasks where picked_by is not null and task_name = :task")
                        .bind("task", task.getName())
                        .mapTo(String.class)
                        .list())
                .stream()
                .filter(settings.holder()::knowsDead)
                .forEach(this::release);
        scheduler.start();
    }

    private void release(String deadHolder) {
        database.read(handle -> handle.createUpdate("""
                        update scheduled_tasks
                        set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                        where picked_by = :holder and task_name = :task
                        """)
                .bind("holder", deadHolder)
                .bind("task", task.getName())
                .execute());
    }

    /// The work items of one session, in the caller's transaction. After the commit, [#wake] starts what was added.
    SessionChange.Work of(Handle handle, String sessionId) {
        return new SessionChange.Work() {
            @Override
            public void add(WorkPool pool, long seq) {
                WorkQueue.this.add(handle, new TaskInstance<>(pool.task(), sessionId + "#" + seq));
            }

            @Override
            public void forgetOthers() {
                WorkQueue.this.forgetOthers(handle, sessionId);
            }
        };
    }

    private void add(Handle handle, TaskInstance<Void> item) {
        SchedulerClient.Builder.create(new BorrowedDataSource(handle.getConnection()), task)
                .jdbcCustomization(dialect)
                .build()
                .scheduleIfNotExists(item, Instant.now());
    }

    void wake() {
        scheduler.triggerCheckForDueExecutions();
    }

    /// Sessions that this process is working on at this moment.
    public int atWork() {
        return scheduler.getCurrentlyExecuting().size();
    }

    /// Forgets what other pools were to do for this session, in the caller's transaction. A process that is at it sees
    /// that it is fenced, and takes its item away itself.
    private void forgetOthers(Handle handle, String sessionId) {
        handle
                .createQuery("""
                        select task_name, task_instance, picked_by from scheduled_tasks
                        where task_instance like :item and task_name <> :task
                        """)
                .bind("item", sessionId + "#%")
                .bind("task", task.getName())
                .map((row, _) -> new Item(row.getString(1), row.getString(2), row.getString(3)))
                .list()
                .stream()
                .filter(item -> item.holder() == null || settings.holder().knowsDead(item.holder()))
                .forEach(item -> handle.execute(
                        "delete from scheduled_tasks where task_name = ? and task_instance = ?",
                        item.task(),
                        item.instance()));
    }

    private record Item(
            String task, String instance, @Nullable String holder) {}

    /// Whether any process of this pool has a work item of this session.
    public boolean has(String sessionId) {
        return database.read(handle -> handle.createQuery(
                                "select count(*) from scheduled_tasks where task_name = :task and task_instance like :item")
                        .bind("task", task.getName())
                        .bind("item", sessionId + "#%")
                        .mapTo(Long.class)
                        .one())
                > 0;
    }

    private static String sessionOf(String item) {
        return item.substring(0, item.indexOf('#'));
    }

    /// Takes no new work and waits for what is going on.
    @Override
    public void close() {
        scheduler.stop();
    }
}
