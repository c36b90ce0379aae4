package dev.coder.agent.loop;

import dev.coder.agent.session.SessionLog;
import dev.coder.agent.session.SessionRow;
import dev.coder.agent.session.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every ten seconds for what time alone brings about: work that was lost, calls that nobody answers, sessions
/// that nobody uses. Any number of processes may do so at once.
public final class Sweeper implements AutoCloseable {

    /// Defaults where the session says nothing.
    ///
    /// @param pendingExpiry then dangling calls are answered by `timeout`
    /// @param idle          then a session is suspended: its claim is released, its log stays
    public record Settings(Duration pendingExpiry, Duration idle) {}

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration LOST = Duration.ofSeconds(30);
    /// So long a request may be repeated under its Idempotency-Key.
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final SessionLog log;
    private final WorkQueue queue;
    private final Turns turns;
    private final Clock clock;
    private final Settings settings;
    private @Nullable Thread thread;

    public Sweeper(SessionLog log, WorkQueue queue, Turns turns, Clock clock, Settings settings) {
        this.log = log;
        this.queue = queue;
        this.turns = turns;
        this.clock = clock;
        this.settings = settings;
    }

    public void start() {
        thread = Thread.ofVirtual().name("sweeper").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                try {
                    sweep();
                } catch (RuntimeException e) {
                    LOG.warn("sweeping failed and is tried again", e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("no more sweeping");
        }
    }

    void sweep() {
        var now = clock.millis();
        log.ownUntouched(SessionRow.Status.QUEUED, now - LOST.toMillis()).forEach(this::revive);
        log.ownUntouched(SessionRow.Status.RUNNING, now - LOST.toMillis()).forEach(this::revive);
        log.untouched(SessionRow.Status.REQUIRES_ACTION, now).forEach(row -> {
            if (olderThan(row, now, row.limits().pendingExpirySeconds(), settings.pendingExpiry())) {
                turns.expire(row);
            } else if (row.executorId() != null) {
                suspendIfIdle(row, now);
            }
        });
        log.untouched(SessionRow.Status.IDLE, now).forEach(row -> suspendIfIdle(row, now));
        log.forgetRequests(now - REMEMBERED.toMillis());
    }

    /// Something to do, and nobody who does it: a crash between two steps that no transaction could join.
    private void revive(SessionRow row) {
        if (!queue.has(row.id())) {
            LOG.warn("{} had work that nobody did", row.id());
            log.change(row.owner(), row.id(), queue, change -> {
                change.schedule();
                return change;
            });
        }
    }

    private void suspendIfIdle(SessionRow row, long now) {
        if (!olderThan(row, now, row.limits().idleTimeoutSeconds(), settings.idle())) {
            return;
        }
        log.change(row.owner(), row.id(), queue, change -> {
            if (change.row().nextSeq() == row.nextSeq()) {
                change.suspend();
            }
            return change;
        });
    }

    private static boolean olderThan(SessionRow row, long now, @Nullable Integer seconds, Duration otherwise) {
        var limit = Duration.ofSeconds(Objects.requireNonNullElse(seconds, Math.toIntExact(otherwise.toSeconds())));
        return now - row.lastActiveAt() > limit.toMillis();
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
