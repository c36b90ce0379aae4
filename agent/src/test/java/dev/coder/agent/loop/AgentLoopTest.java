package dev.coder.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.agent.Engine;
import dev.coder.agent.ScriptedModels;
import dev.coder.agent.model.FactSheet;
import dev.coder.agent.model.RetryPolicy;
import dev.coder.agent.session.Database;
import dev.coder.agent.session.LiveEvents;
import dev.coder.agent.session.SessionLog;
import dev.coder.agent.session.SessionRow;
import dev.coder.agent.session.ToolSets;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.SessionId;
import dev.coder.protocol.SessionRequests;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a work item that failed too often.
class AgentLoopTest {

    private static final String SESSION = "ses_1";
    private static final List<Content> WORDS = List.of(new Content.Text("go"));

    @TempDir
    private Path folder;

    private final ScriptedModels model = new ScriptedModels();
    private Database database;
    private SessionLog log;
    private AgentLoop loop;

    @BeforeEach
    void start() {
        database = Engine.SQLITE.fresh(folder);
        log = new SessionLog(database, new LiveEvents(), Clock.systemUTC());
        loop = new AgentLoop(
                log,
                new ToolSets(database),
                model,
                new FactSheet(),
                RetryPolicy.standard(),
                new AgentLoop.Settings(10));
        var limits = new SessionRequests.Limits(null, null, null);
        var row = new SessionRow(
                SESSION,
                "local",
                null,
                null,
                "m/m",
                limits,
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
        log.create(row, List.of(new AgentEvent.SessionCreated(new SessionId(SESSION), "m/m", null)));
        log.append(
                SESSION,
                log.lease(SESSION),
                List.of(
                        new AgentEvent.TurnStarted("trn_1", "msg_1"),
                        new AgentEvent.UserMessage("trn_1", "msg_1", WORDS)));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void theMessageQueuedBehindAnAbandonedTurnIsAnswered() throws Exception {
        model.says("second");
        log.append(SESSION, log.lease(SESSION), List.of(new AgentEvent.MessageQueued("trn_2", "msg_2", WORDS)));
        assertThat(loop.work(SESSION, 5)).isFalse();
        assertThat(lastEvent()).isInstanceOf(AgentEvent.TurnFailed.class);
        assertThat(loop.work(SESSION, 0)).isTrue();
        assertThat(lastEvent())
                .isInstanceOfSatisfying(
                        AgentEvent.TurnCompleted.class,
                        ended -> assertThat(ended.turnId()).isEqualTo("trn_2"));
    }

    @Test
    void aTurnThatWaitsForTheHandsIsNotAbandoned() throws Exception {
        model.calls("read_file");
        assertThat(loop.work(SESSION, 0)).isTrue();
        assertThat(loop.work(SESSION, 5)).isTrue();
        assertThat(lastEvent()).isInstanceOf(AgentEvent.TurnRequiresAction.class);
    }

    private AgentEvent lastEvent() {
        return log.read(SESSION, 0, 100).getLast().event();
    }
}
