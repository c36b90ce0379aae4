package dev.coder.agent;

import dev.coder.agent.loop.AgentLoop;
import dev.coder.agent.loop.Sessions;
import dev.coder.agent.loop.Sweeper;
import dev.coder.agent.loop.Turns;
import dev.coder.agent.model.FactSheet;
import dev.coder.agent.model.Models;
import dev.coder.agent.model.RetryPolicy;
import dev.coder.agent.session.Database;
import dev.coder.agent.session.Holder;
import dev.coder.agent.session.LiveEvents;
import dev.coder.agent.session.SessionCatalog;
import dev.coder.agent.session.SessionLog;
import dev.coder.agent.session.SessionStream;
import dev.coder.agent.session.ToolSets;
import dev.coder.agent.session.WorkPool;
import dev.coder.agent.session.WorkQueue;
import java.time.Clock;
import java.time.Duration;

/// All parts of the agent, wired. One per process.
public final class Agent implements AutoCloseable {

    /// @param holder       stands for this process in the work queue
    /// @param pool         whose work it does
    /// @param heartbeat    how often it says that it is alive; after four missed ones its work is taken over
    /// @param turns        at most so many turns at a time in this process
    /// @param drainGrace   how long a model call may still go on when the process ends
    /// @param pendingExpiry see [Sweeper.Settings]
    /// @param idle          see [Sweeper.Settings]
    public record Settings(
            Holder holder,
            WorkPool pool,
            Duration heartbeat,
            int turns,
            int maxModelCallsPerTurn,
            Duration drainGrace,
            Duration pendingExpiry,
            Duration idle,
            SessionStream.Settings streams) {

        /// For a server in a cluster: takeover after 20 seconds.
        public static Settings server(Holder holder) {
            return new Settings(
                    holder,
                    WorkPool.SHARED,
                    Duration.ofSeconds(5),
                    256,
                    200,
                    Duration.ofSeconds(60),
                    Duration.ofDays(1),
                    Duration.ofHours(1),
                    new SessionStream.Settings(Duration.ofSeconds(15), Duration.ofMinutes(10)));
        }

        public Settings withHeartbeat(Duration newHeartbeat) {
            return new Settings(
                    holder, pool, newHeartbeat, turns, maxModelCallsPerTurn, drainGrace, pendingExpiry, idle, streams);
        }

        public Settings withDrainGrace(Duration newGrace) {
            return new Settings(
                    holder, pool, heartbeat, turns, maxModelCallsPerTurn, newGrace, pendingExpiry, idle, streams);
        }

        public Settings withPool(WorkPool newPool) {
            return new Settings(
                    holder, newPool, heartbeat, turns, maxModelCallsPerTurn, drainGrace, pendingExpiry, idle, streams);
        }
    }

    private final Settings settings;
    private final Database database;
    private final LiveEvents live = new LiveEvents();
    private final SessionLog log;
    private final AgentLoop loop;
    private final WorkQueue queue;
    private final Sessions sessions;
    private final Turns turns;
    private final SessionStream streams;
    private final Sweeper sweeper;
    private final Models models;
    private final FactSheet facts = new FactSheet();
    private volatile boolean draining;

    public Agent(Database database, Models models, RetryPolicy retry, Settings settings, Clock clock) {
        this.settings = settings;
        this.database = database;
        this.models = models;
        log = new SessionLog(database, live, clock, settings.pool());
        var toolSets = new ToolSets(database);
        loop = new AgentLoop(
                log, toolSets, models, facts, retry, new AgentLoop.Settings(settings.maxModelCallsPerTurn()));
        var grace = settings.drainGrace().plusSeconds(5);
        queue = new WorkQueue(
                database,
                new WorkQueue.Settings(
                        settings.holder(), settings.pool(), settings.heartbeat(), settings.turns(), grace),
                loop);
        sessions = new Sessions(log, new SessionCatalog(database), queue, toolSets, models, clock);
        turns = new Turns(log, queue, loop::stop);
        streams = new SessionStream(log, live, settings.streams(), () -> draining);
        sweeper =
                new Sweeper(log, queue, turns, clock, new Sweeper.Settings(settings.pendingExpiry(), settings.idle()));
    }

    public void start() {
        queue.start();
        sweeper.start();
    }

    public Sessions sessions() {
        return sessions;
    }

    public Turns turns() {
        return turns;
    }

    public SessionStream streams() {
        return streams;
    }

    public Models models() {
        return models;
    }

    /// What is known of the models.
    public FactSheet facts() {
        return facts;
    }

    public Settings settings() {
        return settings;
    }

    public Database database() {
        return database;
    }

    public boolean draining() {
        return draining;
    }

    /// Sessions that this process is working on at this moment.
    public int sessionsAtWork() {
        return queue.atWork();
    }

    /// Streams open at this moment.
    public int openStreams() {
        return live.open();
    }

    /// Takes no new work: open streams are told to attach elsewhere, model calls get their grace and are then handed
    /// on, and nothing is lost. What is asked meanwhile can still be answered.
    public void drain() {
        if (!draining) {
            draining = true;
            loop.drain(settings.drainGrace().toMillis());
            sweeper.close();
            queue.close();
        }
    }

    /// Ends in good order. Nobody may ask it anything any more.
    @Override
    public void close() {
        drain();
        database.close();
    }
}
