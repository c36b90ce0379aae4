package dev.coder.tools;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/// Carries a command's output from its pipe to where it is kept and, some times a second, the newest of it to the
/// screen.
/// Memory does not grow with the output. Its own thread owns it.
final class OutputPump {

    private static final int BUFFER = 1 << 16;

    private final CommandOutput output;
    private final LiveOutput screen;
    private volatile boolean closed;
    private Thread thread = Thread.currentThread();

    private OutputPump(CommandOutput output, LiveOutput screen) {
        this.output = output;
        this.screen = screen;
    }

    static OutputPump start(InputStream pipe, CommandOutput output, Consumer<String> screen) {
        var pump = new OutputPump(output, new LiveOutput(screen));
        pump.thread = Thread.ofVirtual().name("command-output").start(() -> pump.run(pipe));
        return pump;
    }

    /// Waits for the rest, but not for long: a process that could not be stopped may keep the pipe open. After that
    /// nothing is kept any more; what still comes is thrown away, so that nobody is blocked by a full pipe.
    void finish(Duration limit) {
        try {
            thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            output.close();
        }
    }

    private void run(InputStream pipe) {
        var buffer = new byte[BUFFER];
        try (pipe) {
            for (var n = pipe.read(buffer); n >= 0; n = pipe.read(buffer)) {
                if (!closed) {
                    output.add(buffer, n);
                    screen.show(buffer, n);
                }
            }
        } catch (IOException e) {
            // the pipe was closed under us: the command is over
        }
    }

    /// Shows the newest of an output, as far as it is text, at most 4 KiB in 50 milliseconds.
    private static final class LiveOutput {

        private static final int MOST = 4096;
        private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

        private final Consumer<String> screen;
        private byte[] begun = {};
        private long since;
        private int left = MOST;

        LiveOutput(Consumer<String> screen) {
            this.screen = screen;
        }

        void show(byte[] buffer, int length) {
            var now = System.nanoTime();
            if (now - since > PAUSE_NANOS) {
                since = now;
                left = MOST;
            }
            if (left == 0) {
                begun = new byte[0];
                return;
            }
            var count = Math.min(left, length);
            left -= count;
            show(count == length ? joined(begun, buffer, count) : newest(buffer, length, count));
        }

        /// Keeps the first half of a character for the next time.
        private void show(byte[] piece) {
            var end = OutputText.end(piece);
            begun = Arrays.copyOfRange(piece, end, piece.length);
            if (!OutputText.isBinary(piece)) {
                screen.accept(OutputText.shown(Arrays.copyOf(piece, end)));
            }
        }

        private static byte[] newest(byte[] buffer, int length, int count) {
            return OutputText.wholeCharacters(Arrays.copyOfRange(buffer, length - count, length));
        }

        private static byte[] joined(byte[] first, byte[] second, int length) {
            var all = Arrays.copyOf(first, first.length + length);
            System.arraycopy(second, 0, all, first.length, length);
            return all;
        }
    }
}
