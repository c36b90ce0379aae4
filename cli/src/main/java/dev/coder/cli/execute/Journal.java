package dev.coder.cli.execute;

import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What this machine did for one session, line by line, so that after a crash no call runs twice and none is lost.
/// Append-only; a last line that was torn by the crash is dropped. Only the holder of the [ProcessLock] opens it.
/// Thread-safe.
public final class Journal implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final FileChannel file;
    private final Map<String, JournalEntry> calls = new HashMap<>();
    private boolean damaged;
    private JournalEntry.@Nullable Client client;
    private JournalEntry.@Nullable Asked asked;
    private JournalEntry.@Nullable TurnBegan turn;

    private Journal(FileChannel file) {
        this.file = file;
    }

    /// Reads what stands in the file, which is made when there is none.
    public static Journal open(Path path) throws IOException {
        var file = PrivateFiles.open(path);
        var bytes = Files.readAllBytes(path);
        var whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        file.truncate(whole);
        file.position(whole);
        var journal = new Journal(file);
        new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().forEach(journal::replay);
        return journal;
    }

    /// Whether a prompt was ever written down there; the journal may be in use, or not be there at all.
    public static boolean knowsPrompts(Path path) throws IOException {
        return Files.exists(path)
                && new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                        .lines()
                        .anyMatch(line -> JournalLine.read(line) instanceof JournalEntry.Asked);
    }

    private void replay(String line) {
        var entry = JournalLine.read(line);
        if (entry == null) {
            damaged = true;
        } else {
            apply(entry);
        }
    }

    private void apply(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Client changed -> client = changed;
            case JournalEntry.Asked prompt -> asked = prompt;
            case JournalEntry.Withdrawn _ -> asked = null;
            case JournalEntry.TurnBegan began -> {
                turn = began;
                asked = null;
            }
            case JournalEntry.Received received ->
                calls.putIfAbsent(received.call().id(), received);
            case JournalEntry.Started started -> calls.put(started.callId(), started);
            case JournalEntry.Finished finished ->
                calls.put(finished.toolResult().id(), finished);
            case JournalEntry.Acked _ -> {}
            case JournalEntry.TurnEnded _ -> {
                turn = null;
                calls.clear();
            }
        }
    }

    /// Adds a line. Those that decide whether a call may run again are on the disk when this returns.
    public void write(JournalEntry entry) {
        lock.lock();
        try {
            PrivateFiles.writeFully(file, (JournalLine.write(entry) + "\n").getBytes(StandardCharsets.UTF_8));
            if (mustLast(entry)) {
                file.force(false);
            }
            apply(entry);
        } catch (IOException e) {
            throw new StopException(
                    ExitCode.TURN_FAILED,
                    "The journal cannot be written (" + e.getMessage() + "), so no tool may run; free space, then go on"
                            + " with: " + OwnCommand.with("--continue"),
                    e);
        } finally {
            lock.unlock();
        }
    }

    private static boolean mustLast(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Started _, JournalEntry.Finished _, JournalEntry.Client _, JournalEntry.Asked _ -> true;
            case JournalEntry.Received _,
                    JournalEntry.Acked _,
                    JournalEntry.Withdrawn _,
                    JournalEntry.TurnBegan _,
                    JournalEntry.TurnEnded _ -> false;
        };
    }

    /// Whether a call that is not known here may have been started all the same, by another machine.
    boolean unsureOf(long seq) {
        return client != null && seq <= client.unsureUpTo();
    }

    /// How far a call of the turn in progress has come: received, started or finished; null when it is not known
    /// here.
    public @Nullable JournalEntry call(String callId) {
        lock.lock();
        try {
            return calls.get(callId);
        } finally {
            lock.unlock();
        }
    }

    /// The name under which this machine is, or was, the session's executor.
    public JournalEntry.@Nullable Client client() {
        return client;
    }

    /// A prompt that may or may not have reached the agent.
    public JournalEntry.@Nullable Asked asked() {
        return asked;
    }

    /// The turn in progress.
    public JournalEntry.@Nullable TurnBegan turn() {
        return turn;
    }

    /// Whether lines are unreadable, so that a call that is not known here may have run all the same.
    public boolean damaged() {
        return damaged;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
