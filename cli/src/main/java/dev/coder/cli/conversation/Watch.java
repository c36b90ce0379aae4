package dev.coder.cli.conversation;

import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.AgentClient;
import dev.coder.cli.remote.EventStream;
import dev.coder.cli.remote.RefusedException;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.SessionAnswers.Executor;
import dev.coder.protocol.SessionId;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Looks, while calls run, whether they are still wanted: the turn may be cancelled, or the session taken over, from
/// elsewhere. Begins late, so that quick calls cost nothing.
final class Watch implements AutoCloseable {

    private static final Duration LATE = Duration.ofMillis(300);

    private final Thread thread;
    private volatile @Nullable EventStream open;

    /// @param after    the last event that was applied
    /// @param unwanted called when the calls are to be stopped
    Watch(AgentClient client, SessionId sessionId, long after, Executor executor, Runnable unwanted) {
        thread = Thread.ofVirtual().start(() -> watch(client, sessionId, after, executor, unwanted));
    }

    private void watch(AgentClient client, SessionId sessionId, long after, Executor executor, Runnable unwanted) {
        try {
            Thread.sleep(LATE);
            var seen = after;
            while (!Thread.currentThread().isInterrupted()) {
                seen = watchOnce(client, sessionId, seen, executor, unwanted);
            }
        } catch (InterruptedException | StopException | RefusedException e) {
            // Whoever sends the results will learn the same, and say it.
        }
    }

    private long watchOnce(AgentClient client, SessionId sessionId, long after, Executor executor, Runnable unwanted)
            throws InterruptedException {
        var seen = after;
        try (var stream = client.events(sessionId, after)) {
            open = stream;
            for (var event = stream.next(); event != null; event = stream.next()) {
                seen = Math.max(seen, event.seq());
                if (stops(event.event(), executor)) {
                    unwanted.run();
                    throw new InterruptedException();
                }
            }
        } catch (IOException e) {
            Thread.sleep(LATE);
        }
        return seen;
    }

    private static boolean stops(AgentEvent event, Executor executor) {
        return event instanceof AgentEvent.TurnCancelled
                || event instanceof AgentEvent.TurnExpired
                || event instanceof AgentEvent.TurnFailed
                || (event instanceof AgentEvent.ExecutorChanged changed && Conversation.takenOver(changed, executor));
    }

    @Override
    public void close() {
        thread.interrupt();
        var stream = open;
        if (stream != null) {
            stream.close();
        }
    }
}
