package dev.coder.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/// Carries a command's output from its pipe to a file and, a few times a second, the newest of it to the screen. Memory
/// does not grow with the output. Its own thread owns it.
final class OutputPump {

    private static final long MAX_BYTES = 2L << 30;
    private static final int BUFFER = 1 << 16;
    private static final int SHOWN = 4096;
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final OutputStream file;
    private final Consumer<String> screen;
    private volatile boolean full;
    private volatile boolean closed;
    private Thread thread = Thread.currentThread();
    private long lastShown;

    private OutputPump(OutputStream file, Consumer<String> screen) {
        this.file = file;
        this.screen = screen;
    }

    static OutputPump into(OutputStream file, Consumer<String> screen) {
        return new OutputPump(file, screen);
    }

    void start(InputStream pipe) {
        thread = Thread.ofVirtual().name("command-output").start(() -> pump(pipe));
    }

    /// Whether there was more output than anybody can want.
    boolean isFull() {
        return full;
    }

    /// Waits for the rest, but not for long: a process that the command left may keep the pipe open. After that nothing
    /// is
    /// written any more; what still comes is thrown away, so that nobody is blocked by a full pipe.
    void finish(Duration limit) throws IOException {
        try {
            thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            file.close();
        }
    }

    private void pump(InputStream pipe) {
        var buffer = new byte[BUFFER];
        var written = 0L;
        try (pipe) {
            for (var n = pipe.read(buffer); n >= 0; n = pipe.read(buffer)) {
                if (!closed && !full) {
                    file.write(buffer, 0, n);
                    written += n;
                    full = written > MAX_BYTES;
                    show(buffer, n);
                }
            }
        } catch (IOException e) {
            // the pipe or the file was closed under us: the command is over
        }
    }

    private void show(byte[] buffer, int length) throws CharacterCodingException {
        var now = System.nanoTime();
        if (length < SHOWN || now - lastShown > PAUSE_NANOS) {
            lastShown = now;
            var shown = Math.min(length, SHOWN);
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.IGNORE) // the piece may begin or end within a character
                    .decode(ByteBuffer.wrap(buffer, length - shown, shown));
            screen.accept(CleanText.ofTerminal(text.toString()));
        }
    }
}
