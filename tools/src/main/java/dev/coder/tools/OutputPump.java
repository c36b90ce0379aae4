package dev.coder.tools;

import dev.coder.plugin.ToolContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Carries a command's output from its pipe to where it is kept, and its beginning and, some times a second, the newest
/// of it to the screen. Memory does not grow with the output. Its own thread owns it.
final class OutputPump {

    private static final int BUFFER = 1 << 16;
    private static final Duration MOST = Duration.ofSeconds(5);

    /// What is to be seen of the output while it comes.
    interface Screen {

        void show(String text);

        Screen NONE = new Screen() {
            @Override
            public void show(String text) {}

            @Override
            public void skip(long lines) {}
        };

        static Screen of(ToolContext context) {
            return new Screen() {
                @Override
                public void show(String text) {
                    context.progress(text);
                }

                @Override
                public void skip(long lines) {
                    context.skipped(lines);
                }
            };
        }

        /// So many lines are left out here; what is shown next begins a line.
        void skip(long lines);
    }

    private final CommandOutput output;
    private final LiveOutput screen;
    private volatile boolean closed;
    private volatile boolean reading;
    private volatile long reads;
    private Thread thread = Thread.currentThread();

    private OutputPump(CommandOutput output, LiveOutput screen) {
        this.output = output;
        this.screen = screen;
    }

    static OutputPump start(InputStream pipe, CommandOutput output, Screen screen) {
        var pump = new OutputPump(output, new LiveOutput(screen));
        pump.thread = Thread.ofVirtual().name("command-output").start(() -> pump.run(pipe));
        return pump;
    }

    /// Waits for the rest: until the pipe ends, or, as a process that could not be stopped may keep it open,
    /// until nothing came for a while. After that nothing is kept any more; what still comes is thrown away,
    /// so that nobody is blocked by a full pipe.
    ///
    /// @param quiet how long nothing comes
    void finish(Duration quiet) {
        try {
            var end = System.nanoTime() + MOST.toNanos();
            long before;
            do {
                before = reads;
            } while (!thread.join(quiet) && (before != reads || !reading) && System.nanoTime() < end);
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
            for (var n = read(pipe, buffer); n >= 0; n = read(pipe, buffer)) {
                if (!closed) {
                    output.add(buffer, n);
                    screen.show(buffer, n);
                }
            }
        } catch (IOException e) {
            // the pipe was closed under us: the command is over
        }
        screen.end();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes it
    private int read(InputStream pipe, byte[] buffer) throws IOException {
        reading = true;
        try {
            return pipe.read(buffer);
        } finally {
            reads++;
            reading = false;
        }
    }
}
