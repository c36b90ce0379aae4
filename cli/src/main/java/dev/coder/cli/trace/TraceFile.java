package dev.coder.cli.trace;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.execute.SessionFolder;
import dev.coder.cli.exit.StopException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// `STATE/sessions/ID/trace.jsonl` (0600): the lines of one session after the other. From [#LARGEST] on the file
/// becomes
/// `trace.1.jsonl`, whose content before that is gone. What comes before any session is known is kept back for it.
/// Thread-safe.
final class TraceFile implements TraceSink {

    /// In bytes.
    static final long LARGEST = 64 << 20;

    private static final int HELD = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final StateFolder state;
    private final List<TraceLine> held = new ArrayList<>();
    private @Nullable Path file;
    private boolean broken;

    TraceFile(StateFolder state) {
        this.state = state;
    }

    static Path of(Path session) {
        return session.resolve("trace.jsonl");
    }

    /// What was written before the present file.
    static Path earlier(Path session) {
        return session.resolve("trace.1.jsonl");
    }

    @Override
    public void session(SessionId session) {
        lock.lock();
        try {
            var next = of(state.session(session));
            if (!next.equals(file)) {
                file = next;
                SessionFolder.made(state, session);
                endTornLine(next);
                held.forEach(this::write);
                held.clear();
            }
        } catch (IOException | StopException e) {
            broken = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(TraceLine line) {
        lock.lock();
        try {
            if (file == null) {
                hold(line);
            } else if (!broken) {
                append(file, ProtocolJson.write(line) + "\n");
            }
        } catch (IOException e) {
            broken = true;
        } finally {
            lock.unlock();
        }
    }

    private void hold(TraceLine line) {
        if (held.size() < HELD) {
            held.add(line);
        }
    }

    private static void append(Path file, String text) throws IOException {
        if (LogText.append(file, text) >= LARGEST) {
            Files.move(file, earlier(file.resolveSibling("")), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// A run that was killed may have left half a line.
    private static void endTornLine(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return;
        }
        try (var channel = Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            var last = ByteBuffer.allocate(1);
            channel.position(channel.size() - 1).read(last);
            if (last.get(0) == '\n') {
                return;
            }
        }
        append(file, "\n");
    }
}
