package dev.coder.cli.trace;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.EventStream;
import dev.coder.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The traces on this machine.
public record Traces(StateFolder state) {

    /// @param bytes   of all its files
    /// @param changed when something was last added
    public record Trace(SessionId sessionId, long bytes, Instant changed) {}

    /// The newest first.
    public List<Trace> all() throws IOException {
        return sessions().stream()
                .filter(TraceReader::hasAny)
                .map(session ->
                        new Trace(new SessionId(session.getFileName().toString()), bytes(session), changed(session)))
                .sorted(Comparator.comparing(Trace::changed).reversed())
                .toList();
    }

    private List<Path> sessions() throws IOException {
        if (!Files.isDirectory(state.sessions())) {
            return List.of();
        }
        try (var sessions = Files.list(state.sessions())) {
            return sessions.filter(
                            session -> SessionId.matches(session.getFileName().toString()))
                    .filter(session -> Files.isDirectory(session, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    private static long bytes(Path session) {
        return size(TraceFile.of(session)) + size(TraceFile.earlier(session));
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /// Of a session: when this machine last worked in it.
    private static Instant changed(Path session) {
        try {
            var file = TraceReader.hasAny(session) ? TraceFile.of(session) : session.resolve("journal.jsonl");
            return (Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0)).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /// The session that a word means.
    ///
    /// @param word `last`, an id, or any part of one that no other session of this machine has
    public SessionId find(String word) throws IOException {
        var ids = sessions().stream()
                .sorted(Comparator.comparing(Traces::changed).reversed())
                .map(session -> session.getFileName().toString())
                .toList();
        if (word.equals("last") && !ids.isEmpty()) {
            return new SessionId(ids.getFirst());
        }
        var matches = ids.contains(word)
                ? List.of(word)
                : ids.stream().filter(id -> id.contains(word)).toList();
        if (matches.size() > 1) {
            throw new StopException(
                    ExitCode.USAGE,
                    "\"" + word + "\" could be " + matches.size() + " sessions, such as " + matches.get(0) + " and "
                            + matches.get(1) + "; write more of it");
        }
        if (matches.isEmpty() && !word.matches("ses_[A-Za-z0-9]{20,64}")) {
            throw new StopException(
                    ExitCode.SESSION,
                    "No session of this machine is \"" + word + "\"; see: " + OwnCommand.with("trace list"));
        }
        return new SessionId(matches.isEmpty() ? word : matches.getFirst());
    }

    /// Whether there is a trace of it.
    public boolean has(SessionId sessionId) {
        return TraceReader.hasAny(state.session(sessionId));
    }

    /// The transcript that the trace gives.
    public void show(SessionId sessionId, Consumer<TranscriptItem> out) throws IOException {
        var transcript = new Transcript(sessionId.value(), out);
        TraceReader.read(state.session(sessionId), transcript::line);
        transcript.end();
    }

    /// The transcript that the agent's log gives.
    public static void show(SessionId sessionId, EventStream events, Consumer<TranscriptItem> out) throws IOException {
        var transcript = new Transcript(sessionId.value(), out);
        for (var event = events.next(); event != null; event = events.next()) {
            transcript.event(event, null);
        }
        transcript.end();
    }

    /// Deletes the trace of a session; null: all of them.
    ///
    /// @return how many there were
    public int remove(@Nullable SessionId sessionId) throws IOException {
        var removed = 0;
        for (var trace : all()) {
            if (sessionId == null || trace.sessionId().equals(sessionId)) {
                var session = state.session(trace.sessionId());
                Files.deleteIfExists(TraceFile.of(session));
                Files.deleteIfExists(TraceFile.earlier(session));
                removed++;
            }
        }
        return removed;
    }

    /// The file of a trace, for those who want all of it.
    public Optional<Path> file(SessionId sessionId) {
        var file = TraceFile.of(state.session(sessionId));
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }
}
