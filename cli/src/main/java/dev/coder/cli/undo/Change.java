package dev.coder.cli.undo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// What became of one name.
record Change(String key, Entry before, Entry after) {

    Change reversed() {
        return new Change(key, after, before);
    }

    /// Whether both sides can be brought back.
    boolean kept() {
        return !(before instanceof Entry.LeftOut) && !(after instanceof Entry.LeftOut);
    }

    /// Those that differ, sorted by key.
    static List<Change> between(
            Collection<String> keys, Function<String, Entry> before, Function<String, Entry> after) {
        var changes = new ArrayList<Change>();
        for (var key : keys) {
            var change = new Change(key, before.apply(key), after.apply(key));
            if (!change.before().equals(change.after())) {
                changes.add(change);
            }
        }
        changes.sort(Comparator.comparing(Change::key));
        return changes;
    }
}
