package dev.coder.agent.session;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One client's view of a session: first what the log holds, then what happens. Blocks the calling virtual thread.
/// Every durable event is given exactly once and in order; what happens in other processes is read from the log.
public final class SessionStream {

    /// Gets the events; throws when the client is gone.
    public interface Sink {

        void event(LoggedEvent event);

        /// Called when nothing was sent for a while.
        void heartbeat();
    }

    /// Where a stream ends by itself: the first boundary of that turn after `seq`.
    public record End(String turnId, long seq) {}

    /// @param heartbeat at most so long nothing is sent
    /// @param maxAge    so old a stream may get; then the client attaches again
    public record Settings(Duration heartbeat, Duration maxAge) {}

    private static final int PAGE = 500;
    private static final long FIRST_LOOK_MS = 300;
    private static final long SLOWEST_LOOK_MS = 2000;

    private final SessionLog log;
    private final LiveEvents live;
    private final Settings settings;
    private final BooleanSupplier draining;

    public SessionStream(SessionLog log, LiveEvents live, Settings settings, BooleanSupplier draining) {
        this.log = log;
        this.live = live;
        this.settings = settings;
        this.draining = draining;
    }

    /// Gives the events after `seq` that the log holds at this moment.
    public void replay(String sessionId, long seq, Sink sink) {
        new Run(sessionId, seq, null, sink).replay();
    }

    /// Replays and tails, until `end` (when there is one), until the stream is too old, or until this process
    /// drains.
    public void follow(String sessionId, long seq, @Nullable End end, Sink sink) throws InterruptedException {
        try (var subscription = live.subscribe(sessionId)) {
            new Run(sessionId, seq, end, sink).follow(subscription);
        }
    }

    /// Waits until the log holds something after `seq`, at most `wait`, and gives it.
    public void poll(String sessionId, long seq, Duration wait, Sink sink) throws InterruptedException {
        try (var subscription = live.subscribe(sessionId)) {
            new Run(sessionId, seq, null, sink).poll(subscription, wait);
        }
    }

    private final class Run {
        private final String sessionId;
        private final @Nullable End end;
        private final Sink sink;
        private final Set<String> finishedModelCalls = new HashSet<>();
        private long last;
        private boolean ended;

        Run(String sessionId, long seq, @Nullable End end, Sink sink) {
            this.sessionId = sessionId;
            this.last = seq;
            this.end = end;
            this.sink = sink;
        }

        void follow(LiveEvents.Subscription subscription) throws InterruptedException {
            replay();
            var text = subscription.textSoFar();
            if (text != null) {
                accept(LoggedEvent.live(text));
            }
            var start = System.nanoTime();
            var lastSent = start;
            var look = FIRST_LOOK_MS;
            while (!ended) {
                var event = subscription.queue().poll(look, TimeUnit.MILLISECONDS);
                var before = last;
                if (event == null) {
                    replay();
                } else {
                    accept(event);
                }
                var now = System.nanoTime();
                if (event != null || last > before) {
                    look = FIRST_LOOK_MS;
                    lastSent = now;
                } else {
                    look = Math.min(SLOWEST_LOOK_MS, look * 3 / 2);
                }
                if (now - lastSent > settings.heartbeat().toNanos()) {
                    sink.heartbeat();
                    lastSent = now;
                }
                closeIfDue(subscription, now - start);
            }
        }

        private void closeIfDue(LiveEvents.Subscription subscription, long age) {
            if (ended) {
                return;
            }
            if (draining.getAsBoolean()) {
                close("drain");
            } else if (subscription.lagged()) {
                close("lagged");
            } else if (age > settings.maxAge().toNanos()) {
                close("max_age");
            }
        }

        private void close(String reason) {
            var jitter = ThreadLocalRandom.current().nextLong(200, 1000);
            sink.event(LoggedEvent.live(new AgentEvent.StreamClosing(reason, jitter)));
            ended = true;
        }

        void poll(LiveEvents.Subscription subscription, Duration wait) throws InterruptedException {
            var deadline = System.nanoTime() + wait.toNanos();
            var start = last;
            replay();
            while (last == start && System.nanoTime() < deadline && !draining.getAsBoolean()) {
                subscription.queue().poll(FIRST_LOOK_MS, TimeUnit.MILLISECONDS);
                replay();
            }
        }

        void replay() {
            while (!ended) {
                var page = log.read(sessionId, last, PAGE);
                page.forEach(this::give);
                if (page.size() < PAGE) {
                    return;
                }
            }
        }

        private void accept(LoggedEvent event) {
            if (event.seq() == 0) {
                if (!ended && !finished(event.event())) {
                    sink.event(event);
                }
            } else if (event.seq() == last + 1) {
                give(event);
            } else if (event.seq() > last) {
                replay();
            }
        }

        private void give(LoggedEvent event) {
            if (ended) {
                return;
            }
            sink.event(event);
            last = event.seq();
            switch (event.event()) {
                case AgentEvent.ModelCallCompleted done -> finishedModelCalls.add(done.modelCallId());
                case AgentEvent.ModelCallDiscarded done -> finishedModelCalls.add(done.modelCallId());
                case AgentEvent.TurnBoundary boundary ->
                    ended = end != null && last > end.seq() && boundary.turnId().equals(end.turnId());
                default -> {}
            }
        }

        private boolean finished(AgentEvent event) {
            return switch (event) {
                case AgentEvent.TextDelta delta -> finishedModelCalls.contains(delta.modelCallId());
                case AgentEvent.ReasoningDelta delta -> finishedModelCalls.contains(delta.modelCallId());
                case AgentEvent.TextSnapshot snapshot -> finishedModelCalls.contains(snapshot.modelCallId());
                default -> false;
            };
        }
    }
}
