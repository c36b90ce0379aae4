package dev.coder.cli.undo;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes back what turns have changed, and brings it back again. Each request looks at the workspace as it is; between
/// showing what would happen and doing it nothing is held, so that other Coders are not kept waiting.
public final class UndoDesk {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /// What is asked for.
    public sealed interface Wish {

        /// The last turn that is in effect.
        record Last() implements Wish {}

        /// This turn only, whatever came after it.
        record Only(String turn) implements Wish {}

        /// This turn and all that came after it.
        record Since(String turn) implements Wish {}

        /// What was undone last.
        record Again() implements Wish {}
    }

    /// What would be done.
    ///
    /// @param title   one line
    /// @param summary one line for each file, and what else there is to know
    /// @param detail  of the conflicts: what the user has changed
    public record Proposal(Wish wish, String title, List<String> summary, List<String> detail, Plan plan) {

        public boolean nothing() {
            return plan.empty();
        }

        public boolean conflicts() {
            return !plan.conflicts().isEmpty();
        }
    }

    /// What was done.
    ///
    /// @param files how many
    /// @param notes why the rest was not
    public record Outcome(int files, List<String> notes) {}

    private final Scope scope;

    public UndoDesk(Scope scope) {
        this.scope = scope;
    }

    /// @throws StopException when there is nothing of the kind, or a turn is running
    public Proposal propose(Wish wish) throws IOException, InterruptedException {
        try (var store = opened()) {
            var finished = finishDoing(store);
            if (finished != null) {
                throw new StopException(
                        ExitCode.DONE,
                        "What was interrupted is finished: " + finished.files()
                                + " changes made. Nothing else was done");
            }
            return propose(store, wish);
        }
    }

    private Proposal propose(UndoStore store, Wish wish) throws IOException, InterruptedException {
        var request = Request.of(wish, store.history());
        var keys = request.changes().stream().map(Change::key).toList();
        var present = scope.scan(store, store.lastIndex().index()).only(keys);
        store.contents().commit();
        var plan = Plan.of(request.changes(), present, request.unsure());
        var text = new PlanText(scope.roots(), new UnifiedDiff(scope.roots(), store.contents()));
        return new Proposal(wish, request.title(), text.summary(plan, request), text.conflicts(plan), plan);
    }

    /// Does what was proposed.
    ///
    /// @param overwrite whether also what the user has changed meanwhile is changed; a redo brings it back
    /// @throws StopException when the files have changed since the proposal
    public Outcome carryOut(Proposal proposal, boolean overwrite) throws IOException, InterruptedException {
        try (var store = opened()) {
            var present = propose(store, proposal.wish());
            if (!present.plan().equals(proposal.plan())) {
                throw new StopException(
                        ExitCode.SESSION,
                        "The files have changed since they were looked at; nothing was done. Try again");
            }
            var cause = Request.of(proposal.wish(), store.history()).cause();
            var changes = present.plan().chosen(overwrite);
            var step = new Step(
                    store.nextNumber(), UUID.randomUUID().toString(), cause, Instant.now(), changes, List.of());
            store.writeDoing(step);
            return finish(store, step, changes, Set.of());
        }
    }

    /// @param left    still to be done
    /// @param already keys that are as they are to be
    private Outcome finish(UndoStore store, Step step, List<Change> left, Set<String> already) throws IOException {
        var outcome = new Restore(scope.roots(), store.contents()).apply(left);
        var right = new HashSet<>(already);
        outcome.done().forEach(change -> right.add(change.key()));
        var done = step.changes().stream()
                .filter(change -> right.contains(change.key()))
                .toList();
        store.add(step.with(done));
        store.done();
        return new Outcome(done.size(), outcome.notes());
    }

    /// The turns of this workspace that have changed something, the oldest first.
    public List<TurnReport> turns(boolean withDiff) throws IOException, InterruptedException {
        try (var store = opened()) {
            finishDoing(store);
            var diff = new UnifiedDiff(scope.roots(), store.contents());
            return store.history().turns().stream()
                    .map(entry -> TurnReport.of(entry, scope.roots(), diff, withDiff))
                    .toList();
        }
    }

    /// What a session has changed in all: the files before its first turn, and after its last one. What was undone
    /// does not count.
    ///
    /// @return the lines of a unified diff
    public List<String> changesOf(String sessionId) throws IOException, InterruptedException {
        try (var store = opened()) {
            finishDoing(store);
            var changes = store.history().changesOf(sessionId);
            var diff = new UnifiedDiff(scope.roots(), store.contents());
            return changes.stream()
                    .flatMap(change -> diff.lines(change).stream())
                    .toList();
        }
    }

    /// The store, in a state in which no turn is under way.
    private UndoStore opened() throws IOException, InterruptedException {
        var store = UndoStore.open(scope.folder(), PATIENCE);
        if (store == null) {
            throw new StopException(
                    ExitCode.SESSION, "Another coder is busy with the undo history of this project; try again");
        }
        try {
            finishTurns(store);
            return store;
        } catch (IOException | InterruptedException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private void finishTurns(UndoStore store) throws IOException, InterruptedException {
        for (var open : store.openTurns()) {
            if (Recorder.alive(scope.state(), open)) {
                throw new StopException(
                        ExitCode.SESSION,
                        "A turn is running in this project (session "
                                + open.turn().sessionId()
                                + "); wait for its end, or cancel it with Ctrl-C, then try again");
            }
            new Recorder(store, scope).close(open);
        }
    }

    /// Goes on with an undo that was killed. What the user has changed since then stays.
    ///
    /// @return null when there was none
    private @Nullable Outcome finishDoing(UndoStore store) throws IOException {
        var doing = store.doing();
        if (doing == null) {
            return null;
        }
        var keys = doing.changes().stream().map(Change::key).toList();
        var present = scope.scan(store, Index.EMPTY).only(keys);
        store.contents().commit();
        var left = new ArrayList<Change>();
        var already = new HashSet<String>();
        for (var change : doing.changes()) {
            var there = present.entry(change.key());
            if (there.equals(change.after())) {
                already.add(change.key());
            } else if (unfinished(change, there)) {
                left.add(new Change(change.key(), there, change.after()));
            }
        }
        return finish(store, doing, left, already);
    }

    /// Not begun, or removed and not yet made anew, or a folder without its mode.
    private static boolean unfinished(Change change, Entry there) {
        return there.equals(change.before())
                || there instanceof Entry.Absent
                || (there instanceof Entry.Folder && change.after() instanceof Entry.Folder);
    }

    static StopException nothing(String sentence) {
        return new StopException(ExitCode.USAGE, sentence);
    }
}
