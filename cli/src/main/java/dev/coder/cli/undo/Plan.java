package dev.coder.cli.undo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What an undo or redo would do, seen from what stands there at present.
///
/// @param ready     can be done
/// @param conflicts the user has changed these meanwhile
/// @param lost      cannot be brought back
record Plan(List<Change> ready, List<Conflict> conflicts, List<Change> lost) {

    /// @param wish    from what was expected to what is wanted
    /// @param present what stands there instead
    record Conflict(Change wish, Entry present) {

        /// What is done when the user consents.
        Change overwriting() {
            return new Change(wish.key(), present, wish.after());
        }
    }

    Plan {
        ready = List.copyOf(ready);
        conflicts = List.copyOf(conflicts);
        lost = List.copyOf(lost);
    }

    /// @param unsure keys whose expected state is itself in doubt: conflicts unless they are as wanted
    static Plan of(Collection<Change> wishes, Index present, Set<String> unsure) {
        var ready = new ArrayList<Change>();
        var conflicts = new ArrayList<Conflict>();
        var lost = new ArrayList<Change>();
        for (var wish : wishes) {
            var there = present.entry(wish.key());
            if (there.equals(wish.after())) {
                continue;
            }
            if (!wish.kept() || there instanceof Entry.LeftOut) {
                lost.add(wish);
            } else if (there.equals(wish.before()) && !unsure.contains(wish.key())) {
                ready.add(wish);
            } else {
                conflicts.add(new Conflict(wish, there));
            }
        }
        return new Plan(ready, conflicts, lost);
    }

    boolean empty() {
        return ready.isEmpty() && conflicts.isEmpty();
    }

    /// @param overwrite whether conflicts are done, too
    List<Change> chosen(boolean overwrite) {
        var chosen = new ArrayList<>(ready);
        if (overwrite) {
            conflicts.forEach(conflict -> chosen.add(conflict.overwriting()));
        }
        chosen.sort((one, other) -> one.key().compareTo(other.key()));
        return chosen;
    }
}
