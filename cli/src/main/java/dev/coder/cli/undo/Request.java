package dev.coder.cli.undo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a wish comes to, by the history alone: the changes that would fulfil it.
///
/// @param changes sorted by key, from what should stand there to what is wanted
/// @param unsure  keys that somebody else changed between the turns
/// @param notes   what is known of the turns
record Request(String title, Step.Cause cause, List<Change> changes, Set<String> unsure, List<String> notes) {

    static Request of(UndoDesk.Wish wish, History history) {
        return switch (wish) {
            case UndoDesk.Wish.Last() -> {
                var last = history.last();
                if (last == null) {
                    throw UndoDesk.nothing(
                            "There is nothing to undo: no change that a turn made is kept for this project");
                }
                yield undo(List.of(last));
            }
            case UndoDesk.Wish.Only(var name) -> undo(List.of(history.find(name)));
            case UndoDesk.Wish.Since(var name) -> since(history, history.find(name));
            case UndoDesk.Wish.Again() -> redo(history);
        };
    }

    private static Request since(History history, History.PastTurn first) {
        var turns = history.turns().stream()
                .filter(turn ->
                        !turn.undone() && turn.turn().turn() >= first.turn().turn())
                .toList();
        if (turns.isEmpty()) {
            throw UndoDesk.nothing("Turn " + first.turn().turn() + " and all after it are undone already");
        }
        return undo(turns);
    }

    /// @param turns the oldest first
    private static Request undo(List<History.PastTurn> turns) {
        var notes = new ArrayList<String>();
        turns.forEach(turn -> notes.addAll(turn.step().notes()));
        var folded = new TreeMap<String, Change>();
        var unsure = fold(turns, folded);
        var numbers = turns.stream().map(turn -> turn.turn().turn()).toList();
        return new Request(title(turns), new Step.Undo(numbers), List.copyOf(folded.values()), unsure, notes);
    }

    /// The oldest before and the newest after of each key; where one turn does not begin with what the one before
    /// it
    /// left, somebody else was there.
    private static Set<String> fold(List<History.PastTurn> turns, Map<String, Change> folded) {
        var unsure = new HashSet<String>();
        for (var turn : turns) {
            for (var change : turn.step().changes()) {
                var earlier = folded.get(change.key());
                if (earlier != null && !earlier.before().equals(change.before())) {
                    unsure.add(change.key());
                }
                var oldest = earlier == null ? change.before() : earlier.after();
                folded.put(change.key(), new Change(change.key(), change.after(), oldest));
            }
        }
        return unsure;
    }

    private static String title(List<History.PastTurn> turns) {
        var last = turns.getLast();
        var words = TurnReport.title(last);
        return turns.size() == 1
                ? words
                : "Turns " + turns.getFirst().turn().turn() + " to "
                        + last.turn().turn();
    }

    private static Request redo(History history) {
        var undo = history.undoToRedo();
        if (undo == null || !(undo.cause() instanceof Step.Undo(var turns))) {
            throw UndoDesk.nothing("There is nothing to redo: nothing was undone since the last turn");
        }
        var changes = undo.changes().stream()
                .map(Change::reversed)
                .sorted(Comparator.comparing(Change::key))
                .toList();
        var names = String.join(", ", turns.stream().map(String::valueOf).toList());
        return new Request(
                "Redo of turn" + (turns.size() == 1 ? " " : "s ") + names,
                new Step.Redo(turns),
                changes,
                Set.of(),
                List.of());
    }
}
