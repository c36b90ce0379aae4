package dev.coder.cli.execute;

import dev.coder.cli.config.OwnFolder;
import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What this machine did for one session, line by line, so that after a crash no call runs twice and none is lost.
/// Append-only; a last line that was torn by the crash is dropped. Only the holder of the [ProcessLock] opens it.
/// Thread-safe.
public final class Journal implements AutoCloseable {

    /// In the folder of its session.
    static final String NAME = "journal.jsonl";

    private final ReentrantLock lock = new ReentrantLock();
    private final FileChannel file;
    private final Map<String, JournalEntry> calls = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private boolean damaged;
    private @Nullable String agent;
    private JournalEntry.@Nullable Client client;
    private JournalEntry.@Nullable Asked asked;
    private JournalEntry.@Nullable TurnBegan turn;

    private Journal(FileChannel file) {
        this.file = file;
    }

    /// Reads what stands in the file, which is made when there is none.
    public static Journal open(Path path) throws IOException {
        var file = opened(path);
        var bytes = content(file);
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

    private static FileChannel opened(Path path) throws IOException {
        try (var folder = OwnFolder.ofSession(path.resolveSibling("").toAbsolutePath())) {
            return folder.file(path.getFileName().toString());
        }
    }

    private static byte[] content(FileChannel file) throws IOException {
        var content = ByteBuffer.allocate(Math.toIntExact(file.size()));
        for (var n = 0; n >= 0 && content.hasRemaining(); ) {
            n = file.read(content);
        }
        return Arrays.copyOf(content.array(), content.position());
    }

    /// Whether a prompt was ever written down there; the journal may be in use, or not be there at all.
    public static boolean knowsPrompts(Path path) throws IOException {
        return lines(path).anyMatch(JournalEntry.Asked.class::isInstance);
    }

    /// The names under which this machine was the session's executor; the journal may be in use, or not be there at
    /// all.
    public static Set<String> clients(Path path) throws IOException {
        return lines(path)
                .flatMap(entry ->
                        entry instanceof JournalEntry.Client client ? Stream.of(client.clientId()) : Stream.empty())
                .collect(Collectors.toSet());
    }

    /// Whether this is kept for that agent, or for any, as versions before this one wrote it; the journal may be in
    /// use, or
    /// not be there at all.
    public static boolean isFor(Path path, String origin) throws IOException {
        return lines(path)
                .filter(JournalEntry.Agent.class::isInstance)
                .findFirst()
                .map(entry -> entry.equals(new JournalEntry.Agent(origin)))
                .orElse(true);
    }

    private static Stream<JournalEntry> lines(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return Stream.empty();
        }
        return new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                .lines()
                .mapMulti((line, entries) -> {
                    var entry = JournalLine.read(line);
                    if (entry != null) {
                        entries.accept(entry);
                    }
                });
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
            case JournalEntry.Agent(var origin) -> agent = agent == null ? origin : agent;
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
            case JournalEntry.Cancelled ended -> cancelled.add(ended.id());
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
            written((JournalLine.write(entry) + "\n").getBytes(StandardCharsets.UTF_8), mustLast(entry));
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

    /// On a thread that nobody interrupts: an interrupt closes the file for good, and a cancel may come at any moment.
    private void written(byte[] line, boolean mustLast) throws IOException {
        var writing = new FutureTask<>(() -> {
            PrivateFiles.writeFully(file, line);
            if (mustLast) {
                file.force(false);
            }
            return true;
        });
        Thread.ofVirtual().start(writing);
        var interrupted = false;
        while (true) {
            try {
                writing.get();
                return;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            } finally {
                if (interrupted && writing.isDone()) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static boolean mustLast(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Started _,
                    JournalEntry.Finished _,
                    JournalEntry.Agent _,
                    JournalEntry.Client _,
                    JournalEntry.Asked _,
                    JournalEntry.Cancelled _ -> true;
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

    /// The agent whose session it is; null as versions before this one wrote it.
    public @Nullable String agent() {
        return agent;
    }

    /// The name under which this machine is, or was, the session's executor.
    public JournalEntry.@Nullable Client client() {
        return client;
    }

    /// A prompt that may or may not have reached the agent.
    public JournalEntry.@Nullable Asked asked() {
        lock.lock();
        try {
            return asked;
        } finally {
            lock.unlock();
        }
    }

    /// Whether the user has ended that turn, or taken back that prompt.
    ///
    /// @param id of the turn, or the request key of the prompt
    public boolean cancelled(String id) {
        lock.lock();
        try {
            return cancelled.contains(id);
        } finally {
            lock.unlock();
        }
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
