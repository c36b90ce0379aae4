package dev.coder.cli.undo;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One entry of the workspace's history: what a turn, an undo or a redo has changed. Never altered once it is written.
///
/// @param number  1, 2, 3… in the order in which they ended
/// @param id      the same for a step that is recorded again after a crash
/// @param changes sorted by key
/// @param notes   sentences for the user, such as what could not be kept
record Step(int number, String id, Cause cause, Instant at, List<Change> changes, List<String> notes) {

    sealed interface Cause {}

    /// @param turn   1, 2, 3… among the turns that changed something
    /// @param prompt the first line of it; may be empty
    record Turn(int turn, String sessionId, String turnId, String prompt) implements Cause {}

    record Undo(List<Integer> turns) implements Cause {}

    record Redo(List<Integer> turns) implements Cause {}

    Step {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    Step with(List<Change> otherChanges) {
        return new Step(number, id, cause, at, otherChanges, notes);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(number);
        EntryCodec.writeText(out, id);
        write(out, cause);
        out.writeLong(at.toEpochMilli());
        out.writeInt(changes.size());
        for (var change : changes) {
            EntryCodec.writeRaw(out, change.key());
            EntryCodec.write(out, change.before());
            EntryCodec.write(out, change.after());
        }
        EntryCodec.writeTexts(out, notes);
    }

    static Step read(DataInputStream in) throws IOException {
        return new Step(
                in.readInt(),
                EntryCodec.readText(in),
                readCause(in),
                Instant.ofEpochMilli(in.readLong()),
                readChanges(in),
                EntryCodec.readTexts(in));
    }

    private static void write(DataOutputStream out, Cause cause) throws IOException {
        switch (cause) {
            case Turn(var turn, var sessionId, var turnId, var prompt) -> {
                out.writeByte('t');
                out.writeInt(turn);
                EntryCodec.writeTexts(out, List.of(sessionId, turnId, prompt));
            }
            case Undo(var turns) -> {
                out.writeByte('u');
                write(out, turns);
            }
            case Redo(var turns) -> {
                out.writeByte('r');
                write(out, turns);
            }
        }
    }

    private static Cause readCause(DataInputStream in) throws IOException {
        var kind = in.readByte();
        return switch (kind) {
            case 't' -> {
                var turn = in.readInt();
                var texts = EntryCodec.readTexts(in);
                yield new Turn(turn, texts.get(0), texts.get(1), texts.get(2));
            }
            case 'u' -> new Undo(readTurns(in));
            case 'r' -> new Redo(readTurns(in));
            default -> throw new IOException("no step: " + kind);
        };
    }

    private static void write(DataOutputStream out, List<Integer> turns) throws IOException {
        out.writeInt(turns.size());
        for (var turn : turns) {
            out.writeInt(turn);
        }
    }

    private static List<Integer> readTurns(DataInputStream in) throws IOException {
        var turns = new ArrayList<Integer>();
        for (var left = in.readInt(); left > 0; left--) {
            turns.add(in.readInt());
        }
        return turns;
    }

    private static List<Change> readChanges(DataInputStream in) throws IOException {
        var changes = new ArrayList<Change>();
        for (var left = in.readInt(); left > 0; left--) {
            changes.add(new Change(EntryCodec.readRaw(in), EntryCodec.read(in), EntryCodec.read(in)));
        }
        return changes;
    }
}
