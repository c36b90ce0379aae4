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

    /// One session's open streams, and the text of the message in the making. Guarded by its own monitor.
    private static final class Channel {
        private final List<Subscription> subscriptions = new ArrayList<>();
        private AgentEvent.@Nullable TextSnapshot text;
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
                    return channel.subscriptions.isEmpty() && channel.text == null ? null : channel;
                }
            });
        }
    }

    Subscription subscribe(String sessionId) {
        var result = new ArrayList<Subscription>(1);
        channels.compute(sessionId, (_, existing) -> {
            var channel = existing == null ? new Channel() : existing;
            synchronized (channel) {
                var subscription = new Subscription(sessionId, channel.text);
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
                return channel.subscriptions.isEmpty() && channel.text == null ? null : channel;
            }
        });
    }

    private static void publish(Channel channel, LoggedEvent event) {
        channel.text = textAfter(channel.text, event.event());
        for (var subscription : channel.subscriptions) {
            if (!subscription.queue.offer(event)) {
                subscription.lagged = true;
            }
        }
    }

    private static AgentEvent.@Nullable TextSnapshot textAfter(
            AgentEvent.@Nullable TextSnapshot text, AgentEvent event) {
        if (event instanceof AgentEvent.TextDelta(var modelCallId, var messageId, var delta)) {
            var before = text == null || !text.modelCallId().equals(modelCallId) ? "" : text.text();
            return new AgentEvent.TextSnapshot(modelCallId, messageId, before + delta);
        }
        var over = event instanceof AgentEvent.ModelCallCompleted
                || event instanceof AgentEvent.ModelCallDiscarded
                || event instanceof AgentEvent.TurnBoundary;
        return over ? null : text;
    }
}
