package dev.coder.cli.conversation;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Whether the user has ended the turn in progress, and what is to be stopped then. It is decided here, whatever the
/// agent
/// says afterwards: from the cancel on no call begins until the user's next message. Thread-safe.
final class Ending {

    /// So long the agent may take to confirm that the turn is cancelled; then the turn has ended here.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Set<String> turns = new HashSet<>();
    private boolean wanted;
    private boolean overdue;
    private long since;
    private @Nullable Future<?> calls;
    private @Nullable Future<?> reading;
    private CountDownLatch asked = new CountDownLatch(0);

    /// The user's next message: from here on calls may run again.
    synchronized void reset() {
        wanted = false;
        overdue = false;
    }

    /// The user wants the end: what runs is stopped, and nothing begins any more.
    ///
    /// @param turnId the turn in progress; null when it has no name yet
    void want(@Nullable String turnId) {
        synchronized (this) {
            if (turnId != null) {
                turns.add(turnId);
            }
            if (wanted) {
                return;
            }
            wanted = true;
            since++;
            asked = new CountDownLatch(1);
            stop(calls);
        }
        expireLater();
    }

    private void expireLater() {
        long mine;
        synchronized (this) {
            mine = since;
        }
        Thread.ofVirtual().name("grace").start(() -> {
            try {
                Thread.sleep(GRACE);
                expire(mine);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private synchronized void expire(long mine) {
        if (wanted && since == mine) {
            overdue = true;
            asked.countDown();
            stop(reading);
        }
    }

    private static void stop(@Nullable Future<?> running) {
        if (running != null) {
            running.cancel(true);
        }
    }

    synchronized boolean wanted() {
        return wanted;
    }

    /// Whether the agent has had its time to confirm it.
    synchronized boolean overdue() {
        return wanted && overdue;
    }

    /// Whether the user has ended that turn.
    synchronized boolean of(String turnId) {
        return turns.contains(turnId);
    }

    /// From here on a cancel stops these calls.
    synchronized void stops(Future<?> running) {
        calls = running;
        if (wanted) {
            stop(running);
        }
    }

    /// From here on these events are not waited for when the time is up.
    synchronized void limits(Future<?> running) {
        reading = running;
        if (overdue()) {
            stop(running);
        }
    }

    /// The agent was asked to cancel, or cannot be.
    synchronized void agentAsked() {
        asked.countDown();
    }

    /// Waits until the agent was asked: before that its turn is not told that its calls were cancelled, or it would go
    /// on.
    void awaitAsked() throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            latch = asked;
        }
        var _ = latch.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
