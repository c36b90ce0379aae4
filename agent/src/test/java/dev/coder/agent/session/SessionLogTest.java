package dev.coder.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.agent.Engine;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.SessionId;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionLogTest {

    private static final String OWNER = "local";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Engine.class)
    void givesBackWhatWasAppendedInOrder(Engine engine) {
        try (var database = engine.fresh(folder)) {
            var log = log(database);
            create(log, "ses_1");
            var epoch = log.lease("ses_1");
            log.append("ses_1", epoch, List.of(started("trn_1"), call("trn_1", "call_1")));
            assertThat(log.read("ses_1", 0, 10))
                    .containsExactly(
                            new LoggedEvent(
                                    1, new AgentEvent.SessionCreated(new SessionId("ses_1"), "practice/demo", null)),
                            new LoggedEvent(2, started("trn_1")),
                            new LoggedEvent(3, call("trn_1", "call_1")));
            assertThat(log.read("ses_1", 2, 10)).hasSize(1);
            assertThat(log.find(OWNER, "ses_1").lastSeq()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aWorkerThatLostItsLeaseWritesNothing(Engine engine) {
        try (var database = engine.fresh(folder)) {
            var log = log(database);
            create(log, "ses_1");
            var zombie = log.lease("ses_1");
            var holder = log.lease("ses_1");
            assertThatThrownBy(() -> log.append("ses_1", zombie, List.of(started("trn_1"))))
                    .isInstanceOf(FencedException.class);
            assertThatThrownBy(() -> log.appendIfLast("ses_1", zombie, 1, List.of(started("trn_1"))))
                    .isInstanceOf(FencedException.class);
            assertThat(log.holds("ses_1", zombie)).isFalse();
            log.append("ses_1", holder, List.of(started("trn_2")));
            assertThat(log.read("ses_1", 1, 10)).containsExactly(new LoggedEvent(2, started("trn_2")));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anEndIsNotWrittenOverAnInputOfTheLastMillisecond(Engine engine) {
        try (var database = engine.fresh(folder)) {
            var log = log(database);
            create(log, "ses_1");
            var epoch = log.lease("ses_1");
            log.append("ses_1", epoch, List.of(started("trn_1")));
            assertThat(log.appendIfLast("ses_1", epoch, 1, List.of(started("late"))))
                    .isFalse();
            assertThat(log.appendIfLast("ses_1", epoch, 2, List.of(started("right"))))
                    .isTrue();
            assertThat(log.read("ses_1", 2, 10)).containsExactly(new LoggedEvent(3, started("right")));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void manyWritersLeaveNoGapAndNoDouble(Engine engine) throws Exception {
        try (var database = engine.fresh(folder);
                var queue = queue(database);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var log = log(database);
            create(log, "ses_1");
            var tasks = IntStream.range(0, 100)
                    .mapToObj(n -> threads.submit(() -> log.change(OWNER, "ses_1", queue, change -> {
                        change.append(started("trn_" + n));
                        return n;
                    })))
                    .toList();
            for (var task : tasks) {
                task.get();
            }
            assertThat(log.read("ses_1", 0, 1000).stream().map(LoggedEvent::seq))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 101).boxed().toList());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRefusedRequestLeavesNoTrace(Engine engine) {
        try (var database = engine.fresh(folder);
                var queue = queue(database)) {
            var log = log(database);
            create(log, "ses_1");
            assertThatThrownBy(() -> log.change(OWNER, "ses_1", queue, change -> {
                        change.append(started("trn_1"));
                        change.schedule();
                        throw RefusedException.of("no", 409, "no", null);
                    }))
                    .isInstanceOf(RefusedException.class);
            assertThat(log.read("ses_1", 1, 10)).isEmpty();
            assertThat(queue.has("ses_1")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void knowsWhichCallsAreAnsweredAndHow(Engine engine) {
        try (var database = engine.fresh(folder);
                var queue = queue(database)) {
            var log = log(database);
            create(log, "ses_1");
            log.append(
                    "ses_1",
                    log.lease("ses_1"),
                    List.of(started("trn_1"), call("trn_1", "call_1"), call("trn_1", "call_2")));
            var result = ToolResult.success("call_1", ToolOutput.text("one"));
            log.change(OWNER, "ses_1", queue, change -> {
                change.append(new AgentEvent.ToolResultRecorded("trn_1", result));
                return change;
            });
            log.change(OWNER, "ses_1", queue, change -> {
                assertThat(change.answerTo(result)).isEqualTo(new SessionChange.Answer.Known("trn_1", 5, true));
                assertThat(change.answerTo(ToolResult.success("call_1", ToolOutput.text("other"))))
                        .isEqualTo(new SessionChange.Answer.Known("trn_1", 5, false));
                assertThat(change.answerTo(ToolResult.success("call_2", ToolOutput.text(""))))
                        .isEqualTo(new SessionChange.Answer.Pending());
                assertThat(change.answerTo(ToolResult.success("call_3", ToolOutput.text(""))))
                        .isEqualTo(new SessionChange.Answer.UnknownCall());
                assertThat(change.pending()).extracting("id").containsExactly("call_2");
                return change;
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void beingSuspendedIsNoActivity(Engine engine) {
        try (var database = engine.fresh(folder);
                var queue = queue(database)) {
            var log = log(database);
            create(log, "ses_1");
            var before = log.find(OWNER, "ses_1");
            log.change(OWNER, "ses_1", queue, change -> {
                change.suspend();
                return change;
            });
            var after = log.find(OWNER, "ses_1");
            assertThat(after.status()).isEqualTo(SessionRow.Status.SUSPENDED);
            assertThat(after.executorId()).isNull();
            assertThat(after.lastActiveAt()).isEqualTo(before.lastActiveAt());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aNulCharacterIsStoredOnEveryDatabase(Engine engine) {
        try (var database = engine.fresh(folder);
                var queue = queue(database)) {
            var log = log(database);
            create(log, "ses_1");
            var renamed = new AgentEvent.SessionUpdated("a\0b", null, null, null);
            log.change(OWNER, "ses_1", queue, change -> {
                change.append(renamed);
                assertThat(change.answerTo(ToolResult.success("call\0", ToolOutput.text(""))))
                        .isEqualTo(new SessionChange.Answer.UnknownCall());
                return change;
            });
            assertThat(log.find(OWNER, "ses_1").title()).isEqualTo("a\uFFFDb");
            assertThat(log.read("ses_1", 1, 10)).containsExactly(new LoggedEvent(2, renamed));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void nobodySeesTheSessionsOfOthers(Engine engine) {
        try (var database = engine.fresh(folder)) {
            var log = log(database);
            create(log, "ses_1");
            assertThatThrownBy(() -> log.find("somebody", "ses_1"))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.problem().name()).isEqualTo("unknown-session"));
            var catalog = new SessionCatalog(database);
            assertThat(catalog.find(new SessionCatalog.Search("somebody", null, "", null, 10)))
                    .isEmpty();
            assertThat(catalog.find(new SessionCatalog.Search(OWNER, "wsp_1", "", null, 10)))
                    .hasSize(1);
            assertThat(catalog.find(new SessionCatalog.Search(OWNER, "wsp_2", "", null, 10)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void migratesOnceAndOpensAgain(Engine engine) {
        var url = engine.freshUrl(folder);
        try (var database = Database.open(url)) {
            create(log(database), "ses_1");
        }
        try (var database = Database.open(url)) {
            assertThat(log(database).find(OWNER, "ses_1").model()).isEqualTo("practice/demo");
        }
    }

    private static SessionLog log(Database database) {
        return new SessionLog(database, new LiveEvents(), Clock.systemUTC());
    }

    private static WorkQueue queue(Database database) {
        var settings = new WorkQueue.Settings(Holder.thisProcess(), Duration.ofSeconds(1), 4, Duration.ofSeconds(1));
        return new WorkQueue(database, settings, (_, _) -> true);
    }

    private static void create(SessionLog log, String id) {
        var row = new SessionRow(
                id,
                OWNER,
                new SessionRequests.Workspace("wsp_1", "shop", null, null, null),
                null,
                "practice/demo",
                new SessionRequests.Limits(null, null, null),
                null,
                SessionRow.Status.IDLE,
                null,
                "cli_1",
                1,
                0,
                1,
                1,
                1,
                null,
                null);
        log.create(row, List.of(new AgentEvent.SessionCreated(new SessionId(id), row.model(), null)));
    }

    private static AgentEvent started(String turnId) {
        return new AgentEvent.TurnStarted(turnId, "msg_1");
    }

    private static AgentEvent call(String turnId, String callId) {
        return new AgentEvent.ToolCallRequested(
                turnId, "mc_1", callId, "read_file", RawJson.EMPTY_OBJECT, "client", null, null);
    }
}
