package dev.coder.agent.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The body of a response as blocking reads, each with a time limit. At most one piece is read ahead.
///
/// It belongs to the thread that reads it; closing it before its end closes the connection.
final class ResponseBody implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

    private sealed interface Signal {
        record Piece(List<ByteBuffer> buffers) implements Signal {}

        record End() implements Signal {}

        record Failure(Throwable cause) implements Signal {}
    }

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private Flow.@Nullable Subscription subscription;
    private boolean closed;

    /// The next bytes; null at the end of the body.
    ///
    /// @throws IOException      when the connection broke
    /// @throws TimeoutException when nothing came in that time
    byte @Nullable [] next(Duration limit) throws IOException, TimeoutException, InterruptedException {
        return switch (signals.poll(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            case Signal.Piece(var buffers) -> {
                demand();
                yield bytes(buffers);
            }
            case Signal.End end -> {
                signals.add(end);
                yield null;
            }
            case Signal.Failure(var cause) -> throw new IOException(cause);
            case null -> throw new TimeoutException();
        };
    }

    private static byte[] bytes(List<ByteBuffer> buffers) {
        var bytes = new byte[buffers.stream().mapToInt(ByteBuffer::remaining).sum()];
        var target = ByteBuffer.wrap(bytes);
        buffers.forEach(target::put);
        return bytes;
    }

    private synchronized void demand() {
        if (subscription != null) {
            subscription.request(1);
        }
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription incoming) {
        subscription = incoming;
        if (closed) {
            incoming.cancel();
        } else {
            incoming.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Signal.Piece(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        signals.add(new Signal.Failure(cause));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal.End());
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
