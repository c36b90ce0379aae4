package dev.coder.agent.session;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Carries events inside this process from those who cause them to the open streams. Nothing depends on it: what is
/// durable is in the log already, and a stream that misses something reads it there.
public final class LiveEvents {

    private static final int QUEUE = 1024;

    private final ConcurrentHashMap<String, Channel> channels = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    /// One session's open streams, and the model call that this process makes for it. Guarded by its own monitor.
    private static final class Channel {
        private final List<Subscription> subscriptions = new ArrayList<>();
        private @Nullable OpenCall call;

        boolean idle() {
            return subscriptions.isEmpty() && call == null;
        }
    }

    /// A model call under way, and what it has said so far.
    private static final class OpenCall {
        private final String id;
        private final StringBuilder text = new StringBuilder();
        private String messageId = "";

        OpenCall(String id) {
            this.id = id;
        }

        /// @return false when it is another call's
        boolean add(AgentEvent.TextDelta delta) {
            if (!delta.modelCallId().equals(id)) {
                return false;
            }
            messageId = delta.messageId();
            text.append(delta.delta());
            return true;
        }

        AgentEvent.@Nullable TextSnapshot snapshot() {
            return text.isEmpty() ? null : new AgentEvent.TextSnapshot(id, messageId, text.toString());
        }
    }

    /// One open stream's share of a session's events.
    public final class Subscription implements AutoCloseable {
        private final String sessionId;
        private final BlockingQueue<LoggedEvent> queue = new ArrayBlockingQueue<>(QUEUE);
        private final AgentEvent.@Nullable TextSnapshot text;
        private volatile boolean lagged;

        private Subscription(String sessionId, AgentEvent.@Nullable TextSnapshot text) {
            this.sessionId = sessionId;
            this.text = text;
        }

        BlockingQueue<LoggedEvent> queue() {
            return queue;
        }

        /// The text that was streaming in at the moment of subscription.
        AgentEvent.@Nullable TextSnapshot textSoFar() {
            return text;
        }

        /// Whether the reader was too slow and something was left out.
        boolean lagged() {
            return lagged;
        }

        @Override
        public void close() {
            channels.computeIfPresent(sessionId, (_, channel) -> {
                synchronized (channel) {
                    if (channel.subscriptions.remove(this)) {
                        open.decrementAndGet();
                    }
                    return channel.idle() ? null : channel;
                }
            });
        }
    }

    Subscription subscribe(String sessionId) {
        var result = new ArrayList<Subscription>(1);
        channels.compute(sessionId, (_, existing) -> {
            var channel = existing == null ? new Channel() : existing;
            synchronized (channel) {
                var subscription = new Subscription(sessionId, channel.call == null ? null : channel.call.snapshot());
                channel.subscriptions.add(subscription);
                result.add(subscription);
            }
            return channel;
        });
        open.incrementAndGet();
        return result.getFirst();
    }

    /// Streams open at this moment.
    public int open() {
        return open.get();
    }

    void publish(String sessionId, List<LoggedEvent> events) {
        channels.compute(sessionId, (_, existing) -> {
            var channel = existing == null ? new Channel() : existing;
            synchronized (channel) {
                events.forEach(event -> publish(channel, event));
                return channel.idle() ? null : channel;
            }
        });
    }

    /// Nobody makes this model call any more, whatever the log says of it: another process may have taken it over.
    void over(String sessionId, String modelCallId) {
        channels.computeIfPresent(sessionId, (_, channel) -> {
            synchronized (channel) {
                if (channel.call != null && channel.call.id.equals(modelCallId)) {
                    channel.call = null;
                }
                return channel.idle() ? null : channel;
            }
        });
    }

    private static void publish(Channel channel, LoggedEvent event) {
        if (!follow(channel, event.event())) {
            return;
        }
        for (var subscription : channel.subscriptions) {
            if (!subscription.queue.offer(event)) {
                subscription.lagged = true;
            }
        }
    }

    /// @return false for what a model call said after it was given up
    private static boolean follow(Channel channel, AgentEvent event) {
        switch (event) {
            case AgentEvent.ModelCallStarted started -> channel.call = new OpenCall(started.modelCallId());
            case AgentEvent.ModelCallCompleted _, AgentEvent.ModelCallDiscarded _, AgentEvent.TurnBoundary _ ->
                channel.call = null;
            case AgentEvent.TextDelta delta -> {
                return channel.call != null && channel.call.add(delta);
            }
            case AgentEvent.ReasoningDelta delta -> {
                return channel.call != null && channel.call.id.equals(delta.modelCallId());
            }
            default -> {}
        }
        return true;
    }
}
