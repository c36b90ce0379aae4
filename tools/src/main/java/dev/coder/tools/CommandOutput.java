package dev.coder.tools;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a command writes: stored in a file as far as that is possible, its length and its ends always known.
/// Thread-safe.
final class CommandOutput {

    /// More than this is counted, but no longer stored, in bytes.
    static final long MOST_STORED = 1L << 30;

    private final String handle;
    private final OutputEnds ends = new OutputEnds();
    private @Nullable OutputStream store;
    private long stored;
    private String trouble = "";
    private boolean closed;

    CommandOutput(String handle, OutputStream store) {
        this.handle = handle;
        this.store = store;
    }

    /// What was stored by a Coder that is gone.
    static CommandOutput stored(Path file) throws IOException {
        var output = new CommandOutput(file.toRealPath().getFileName().toString(), OutputStream.nullOutputStream());
        var buffer = new byte[OutputEnds.KEPT];
        try (var in = Files.newInputStream(file)) {
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                output.add(buffer, n);
            }
        }
        return output;
    }

    /// What `read_output` finds it by.
    String handle() {
        return handle;
    }

    synchronized void add(byte[] from, int length) {
        ends.add(from, length);
        store(from, length);
        notifyAll();
    }

    private void store(byte[] from, int length) {
        if (store == null) {
            return;
        }
        try {
            var wanted = (int) Math.min(length, MOST_STORED - stored);
            store.write(from, 0, wanted);
            stored += wanted;
            if (stored == MOST_STORED) {
                trouble = "no more is kept of one output";
                closeStore();
            }
        } catch (IOException e) {
            trouble = String.valueOf(e.getMessage());
            closeStore();
        }
    }

    private void closeStore() {
        try (var _ = store) {
            store = null;
        } catch (IOException e) {
            trouble = trouble.isEmpty() ? String.valueOf(e.getMessage()) : trouble;
        }
    }

    synchronized void close() {
        closed = true;
        closeStore();
        notifyAll();
    }

    synchronized long bytes() {
        return ends.bytes();
    }

    /// Waits until there is more than was known or no more will come, for a limited time.
    synchronized void awaitMoreThan(long known, Duration limit) throws InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        for (var left = limit.toNanos(); left > 0 && !closed && ends.bytes() <= known; ) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
    }

    /// For the model: all of it when it is short, else its beginning and its end, and where the rest is.
    synchronized String shown() {
        var text = ShownOutput.of(ends, handle);
        return stored < ends.bytes()
                ? text + "\n[only the first " + stored + " bytes were stored: " + trouble + "]"
                : text;
    }
}
