package dev.coder.cli.undo;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A turn that has begun to change things: how they were before.
///
/// @param id      of the step that it will become
/// @param index   the number of the [Index] of everything, taken before something unknown was to change; 0: none
/// @param before  what stood where a call was about to change something known, earlier than `index`
/// @param named   the keys that calls said they would change
/// @param notes   for the user
/// @param dirty   files that were not committed when the turn began, by absolute path
record OpenTurn(
        String id,
        Step.Turn turn,
        int index,
        Map<String, Entry> before,
        List<String> named,
        List<String> notes,
        List<String> dirty) {

    OpenTurn {
        before = Map.copyOf(before);
        named = List.copyOf(named);
        notes = List.copyOf(notes);
        dirty = List.copyOf(dirty);
    }

    boolean whole() {
        return index > 0;
    }

    /// Whether all that is wanted is kept already.
    boolean covers(Checkpoint wanted) {
        return wanted.outside().isEmpty() && (whole() || (!wanted.everything() && named.containsAll(wanted.keys())));
    }

    OpenTurn withIndex(int number) {
        return new OpenTurn(id, turn, number, before, named, notes, dirty);
    }

    OpenTurn withNamed(List<String> keys, Map<String, Entry> found) {
        var all = new LinkedHashMap<>(found);
        all.putAll(before);
        return new OpenTurn(id, turn, index, all, plus(named, keys), notes, dirty);
    }

    OpenTurn withNote(String note) {
        return notes.contains(note)
                ? this
                : new OpenTurn(id, turn, index, before, named, plus(notes, List.of(note)), dirty);
    }

    private static List<String> plus(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    void write(DataOutputStream out) throws IOException {
        EntryCodec.writeTexts(out, List.of(id, turn.sessionId(), turn.turnId(), turn.prompt()));
        out.writeInt(index);
        EntryCodec.write(out, before);
        out.writeInt(named.size());
        for (var key : named) {
            EntryCodec.writeRaw(out, key);
        }
        EntryCodec.writeTexts(out, notes);
        EntryCodec.writeTexts(out, dirty);
    }

    static OpenTurn read(DataInputStream in) throws IOException {
        var texts = EntryCodec.readTexts(in);
        var turn = new Step.Turn(0, texts.get(1), texts.get(2), texts.get(3));
        return new OpenTurn(
                texts.get(0),
                turn,
                in.readInt(),
                EntryCodec.readEntries(in),
                readKeys(in),
                EntryCodec.readTexts(in),
                EntryCodec.readTexts(in));
    }

    private static List<String> readKeys(DataInputStream in) throws IOException {
        var keys = new ArrayList<String>();
        for (var left = in.readInt(); left > 0; left--) {
            keys.add(EntryCodec.readRaw(in));
        }
        return keys;
    }
}
