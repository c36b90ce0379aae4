package dev.coder.cli.remote;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.SessionAnswers.Executor;
import dev.coder.protocol.SessionId;
import dev.coder.protocol.TurnRequest;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The events of one session as one sequence without gaps or repetitions, across any number of connections, restarts of
/// the agent and replicas. One owner thread.
public final class SessionEvents {

    private static final long LONGEST_ASKED_PAUSE_MILLIS = 30_000;

    private final AgentClient client;
    private final SessionId sessionId;
    private final Consumer<LoggedEvent> sink;
    private long applied;
    private @Nullable Executor executor;

    /// @param applied the last durable event that needs not be seen again
    /// @param sink    gets every event once, live ones as they come
    public SessionEvents(AgentClient client, SessionId sessionId, long applied, Consumer<LoggedEvent> sink) {
        this.client = client;
        this.sessionId = sessionId;
        this.applied = applied;
        this.sink = sink;
    }

    /// For the executor of the session.
    public SessionEvents executing(Executor mine) {
        executor = mine;
        return this;
    }

    /// The last durable event that the sink has got.
    public long applied() {
        return applied;
    }

    /// Sends the request, again if need be, and hands on what follows, up to the turn's next boundary.
    public AgentEvent.TurnBoundary send(TurnRequest request, String requestKey, Executor executor)
            throws InterruptedException {
        return untilBoundary(() -> client.send(sessionId, request, requestKey, executor));
    }

    /// Hands on what happens without a request of ours, up to the turn's next boundary.
    public AgentEvent.TurnBoundary follow() throws InterruptedException {
        return untilBoundary(this::attach);
    }

    /// Hands on what is in the log already.
    public void catchUp() throws InterruptedException {
        var contact = client.newContact();
        while (true) {
            try (var stream = client.history(sessionId, applied)) {
                for (var event = stream.next(); event != null; event = stream.next()) {
                    contact.made();
                    apply(event);
                }
                return;
            } catch (IOException e) {
                contact.lost(e);
            }
        }
    }

    private AgentEvent.TurnBoundary untilBoundary(Opening request) throws InterruptedException {
        var contact = client.newContact();
        var opening = request;
        while (true) {
            var before = applied;
            try (var stream = opening.open()) {
                var boundary = read(stream, contact);
                if (boundary != null) {
                    return boundary;
                }
            } catch (IOException e) {
                contact.lost(e);
            }
            if (applied > before) {
                opening = this::attach;
            }
        }
    }

    /// @return null when the agent asks to attach again
    private AgentEvent.@Nullable TurnBoundary read(EventStream stream, Contact contact)
            throws IOException, InterruptedException {
        for (var event = stream.next(); event != null; event = stream.next()) {
            contact.made();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (event.event() instanceof AgentEvent.StreamClosing closing) {
                var asked = Objects.requireNonNullElse(closing.retryMs(), 0L);
                Thread.sleep(Duration.ofMillis(Math.clamp(asked, 0, LONGEST_ASKED_PAUSE_MILLIS)));
                return null;
            }
            if (apply(event) && event.event() instanceof AgentEvent.TurnBoundary boundary) {
                return boundary;
            }
        }
        throw new EOFException("the stream ended in the middle of a turn");
    }

    /// @return whether it was not known before
    private boolean apply(LoggedEvent event) {
        if (event.seq() != 0 && event.seq() <= applied) {
            return false;
        }
        sink.accept(event);
        applied = Math.max(applied, event.seq());
        return true;
    }

    private EventStream attach() throws InterruptedException {
        return executor == null ? client.events(sessionId, applied) : client.events(sessionId, applied, executor);
    }

    @FunctionalInterface
    private interface Opening {
        EventStream open() throws InterruptedException;
    }
}
