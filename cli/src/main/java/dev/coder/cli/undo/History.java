package dev.coder.cli.undo;

import dev.coder.cli.exit.OwnCommand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the steps of a workspace add up to.
///
/// @param steps the oldest first
record History(List<Step> steps) {

    /// A turn that changed something.
    ///
    /// @param undone whether it was undone and not redone
    record PastTurn(Step step, Step.Turn turn, boolean undone) {}

    /// The oldest first.
    List<PastTurn> turns() {
        var undone = undone();
        var turns = new ArrayList<PastTurn>();
        for (var step : steps) {
            if (step.cause() instanceof Step.Turn turn) {
                turns.add(new PastTurn(step, turn, undone.contains(turn.turn())));
            }
        }
        return turns;
    }

    /// What the turns of a session that are in effect add up to, sorted by key.
    List<Change> changesOf(String sessionId) {
        var before = new TreeMap<String, Entry>();
        var after = new TreeMap<String, Entry>();
        for (var past : turns()) {
            if (past.turn().sessionId().equals(sessionId) && !past.undone()) {
                for (var change : past.step().changes()) {
                    before.putIfAbsent(change.key(), change.before());
                    after.put(change.key(), change.after());
                }
            }
        }
        return before.entrySet().stream()
                .map(first -> new Change(
                        first.getKey(), first.getValue(), after.getOrDefault(first.getKey(), first.getValue())))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }

    private Set<Integer> undone() {
        var undone = new HashSet<Integer>();
        for (var step : steps) {
            switch (step.cause()) {
                case Step.Turn _ -> {}
                case Step.Undo(var turns) -> undone.addAll(turns);
                case Step.Redo(var turns) -> turns.forEach(undone::remove);
            }
        }
        return undone;
    }

    /// Null when no turn is in effect.
    @Nullable
    PastTurn last() {
        return turns().stream().filter(turn -> !turn.undone()).reduce(null, (_, next) -> next);
    }

    /// @param name its number, or its id
    PastTurn find(String name) {
        return turns().stream()
                .filter(turn -> name.equals(turn.turn().turnId())
                        || name.equals(Integer.toString(turn.turn().turn())))
                .reduce((_, next) -> next)
                .orElseThrow(() -> UndoDesk.nothing("There is no turn " + name
                        + " that changed something; to see which there are: " + OwnCommand.with("changes --list")));
    }

    /// The undo that a redo is about; null when there is none, or when a turn came after it.
    @Nullable
    Step undoToRedo() {
        Deque<Step> open = new ArrayDeque<>();
        for (var step : steps) {
            switch (step.cause()) {
                case Step.Turn _ -> open.clear();
                case Step.Undo _ -> open.push(step);
                case Step.Redo _ -> open.poll();
            }
        }
        return open.peek();
    }
}
