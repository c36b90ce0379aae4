package dev.coder.cli.undo;

import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Compresses contents, quickly rather than well. Thread-safe.
final class Squeeze implements AutoCloseable {

    private final Queue<Deflater> idle = new ConcurrentLinkedQueue<>();

    /// @return the same array when it would not get smaller
    byte[] compressed(byte[] content) {
        var free = idle.poll();
        var deflater = free == null ? new Deflater(Deflater.BEST_SPEED, true) : free;
        try {
            deflater.setInput(content);
            deflater.finish();
            var smaller = new byte[content.length];
            var length = deflater.deflate(smaller);
            return deflater.finished() && length < content.length ? Arrays.copyOf(smaller, length) : content;
        } finally {
            deflater.reset();
            idle.add(deflater);
        }
    }

    static byte[] expanded(byte[] stored, int length) throws IOException {
        if (stored.length == length) {
            return stored;
        }
        var content = new byte[length];
        try (var inflater = new Inflater(true)) {
            inflater.setInput(stored);
            if (inflater.inflate(content) != length) {
                throw new IOException("a kept content is damaged");
            }
            return content;
        } catch (DataFormatException e) {
            throw new IOException("a kept content is damaged", e);
        }
    }

    @Override
    public void close() {
        for (var deflater = idle.poll(); deflater != null; deflater = idle.poll()) {
            deflater.close();
        }
    }
}
