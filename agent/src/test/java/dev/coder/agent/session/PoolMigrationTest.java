package dev.coder.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.agent.Engine;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A database of the build before there were pools, with a turn in progress.
class PoolMigrationTest {

    private static final WorkPool POOL = new WorkPool("aaaa");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Engine.class)
    void replicasGoOnWithItAtOnce(Engine engine) {
        try (var database = old(engine)) {
            assertThat(log(database, WorkPool.SHARED).lease("ses_1")).isEqualTo(1);
            assertThat(items(database)).containsExactly("turn ses_1#2");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void itWaitsUntilItsSessionIsGoneOnWith(Engine engine) {
        try (var database = old(engine)) {
            var log = log(database, POOL);
            assertThatThrownBy(() -> log.lease("ses_1")).isInstanceOf(FencedException.class);
            assertThat(log.ownUntouched(SessionRow.Status.RUNNING, Long.MAX_VALUE))
                    .isEmpty();
            assertThat(items(database)).containsExactly("turn ses_1#2");

            log.change("local", "ses_1", queue(database, POOL), change -> {
                change.adopt();
                return change;
            });
            assertThat(items(database)).containsExactly("turn:aaaa ses_1#1");
            assertThat(log.lease("ses_1")).isPositive();
        }
    }

    /// An agent that was killed at work leaves its item behind.
    @ParameterizedTest
    @EnumSource(Engine.class)
    void nothingIsLeftOfAnAgentThatDiedAtIt(Engine engine) {
        try (var database = old(engine)) {
            var dead = new Holder(
                    Holder.thisProcess().host(), ProcessHandle.current().pid(), "an-earlier-one");
            database.read(handle -> handle.execute(
                    "update scheduled_tasks set task_name = 'turn:bbbb', picked = true, picked_by = ?", dead.name()));
            database.read(handle -> handle.execute("update session set pool = 'bbbb'"));
            log(database, WorkPool.SHARED).change("local", "ses_1", queue(database, WorkPool.SHARED), change -> {
                change.adopt();
                return change;
            });
            assertThat(items(database)).containsExactly("turn ses_1#1");
        }
    }

    /// Such an agent revives what it takes for lost.
    @Test
    void anAgentOfThatBuildCannotTakeTheWorkOfAPool() {
        try (var database = old(Engine.SQLITE)) {
            log(database, POOL).change("local", "ses_1", queue(database, POOL), change -> {
                change.adopt();
                return change;
            });
            assertThat(database.<Integer>read(handle -> insertItem(handle, "ses_1#1")))
                    .isZero();
            assertThat(database.<Integer>read(handle -> insertItem(handle, "ses_10#1")))
                    .isOne();
            assertThat(items(database)).containsExactly("turn ses_10#1", "turn:aaaa ses_1#1");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theNameOfAPoolStaysAndTellsNothing(Engine engine) {
        var url = engine.freshUrl(folder);
        WorkPool before;
        try (var database = Database.open(url)) {
            before = WorkPool.of(database, "a secret key");
            assertThat(WorkPool.of(database, "another key")).isNotEqualTo(before);
        }
        try (var database = Database.open(url);
                var other = engine.fresh(folder)) {
            assertThat(WorkPool.of(database, "a secret key")).isEqualTo(before);
            assertThat(WorkPool.of(other, "a secret key")).isNotEqualTo(before);
        }
        assertThat(before.name()).matches("[0-9a-f]{32}");
    }

    private Database old(Engine engine) {
        var url = engine.freshUrl(folder);
        var kind = engine == Engine.SQLITE ? "sqlite" : "postgresql";
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/common", "classpath:db/" + kind)
                .javaMigrations(new SearchMigration())
                .target("4")
                .load()
                .migrate();
        Jdbi.create(url).useHandle(handle -> {
            handle.execute("""
                    insert into session (id, owner, model, limits, status, turn_id, executor_epoch, lease_epoch,
                        next_seq, created_at, last_active_at)
                    values ('ses_1', 'local', 'm/m', '{}', 'RUNNING', 'trn_1', 1, 0, 2, 1, 1)
                    """);
            insertItem(handle, "ses_1#2");
        });
        return Database.open(url);
    }

    private static int insertItem(Handle handle, String item) {
        return handle.execute("""
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                values ('turn', ?, current_timestamp, false, 1)
                """, item);
    }

    private static List<String> items(Database database) {
        return database.read(
                handle -> handle.createQuery("select task_name || ' ' || task_instance from scheduled_tasks order by 1")
                        .mapTo(String.class)
                        .list());
    }

    private static SessionLog log(Database database, WorkPool pool) {
        return new SessionLog(database, new LiveEvents(), Clock.systemUTC(), pool);
    }

    private static WorkQueue queue(Database database, WorkPool pool) {
        var settings =
                new WorkQueue.Settings(Holder.thisProcess(), pool, Duration.ofSeconds(1), 4, Duration.ofSeconds(1));
        return new WorkQueue(database, settings, (_, _) -> true);
    }
}
