package dev.coder.cli.undo;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.execute.SessionFolder;
import dev.coder.protocol.NotAnIdException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes down what a turn changes: how things were before, and, when it has ended, what became of them.
final class Recorder {

    static final String NEIGHBOUR =
            "Another coder was at work in this project at the same time: its changes may be among these";

    private static final String UNKNOWN = "What commands changed cannot be told: ";

    private final UndoStore store;
    private final Scope scope;

    Recorder(UndoStore store, Scope scope) {
        this.store = store;
        this.scope = scope;
    }

    /// The record of a turn that has begun; one that this or an earlier run of Coder has begun already is gone on
    /// with.
    OpenTurn begin(Step.Turn turn, Function<Roots, List<String>> dirty) throws IOException, InterruptedException {
        OpenTurn own = null;
        var neighbour = false;
        for (var open : store.openTurns()) {
            if (open.turn().sessionId().equals(turn.sessionId())) {
                own = open.turn().turnId().equals(turn.turnId()) ? open : closedEarlier(open);
            } else if (alive(scope.state(), open)) {
                neighbour = true;
                store.write(open.withNote(NEIGHBOUR));
            } else {
                close(open);
            }
        }
        var begun = own != null
                ? own
                : new OpenTurn(
                        UUID.randomUUID().toString(),
                        turn,
                        0,
                        Map.of(),
                        List.of(),
                        List.of(),
                        dirty.apply(scope.roots()));
        return neighbour ? begun.withNote(NEIGHBOUR) : begun;
    }

    private @Nullable OpenTurn closedEarlier(OpenTurn open) throws IOException, InterruptedException {
        close(open);
        return null;
    }

    /// Whether the process that runs that turn lives.
    static boolean alive(StateFolder state, OpenTurn open) throws IOException {
        try (var lock = new SessionFolder(state.sessionWritten(open.turn().sessionId())).tryLock()) {
            return lock == null;
        } catch (NoSuchFileException | NotAnIdException e) {
            return false;
        }
    }

    /// Keeps what a call may change.
    ///
    /// @throws TooLargeException when there is too much to keep
    OpenTurn keep(OpenTurn open, Checkpoint wanted) throws IOException, InterruptedException {
        var kept = open;
        for (var path : wanted.outside()) {
            kept = kept.withNote(path + " is outside of the project: what became of it is not kept");
        }
        if (!open.whole()) {
            kept = wanted.everything() ? kept.withIndex(everything()) : named(kept, wanted.keys());
        }
        store.contents().commit();
        store.write(kept);
        return kept;
    }

    private int everything() throws IOException, InterruptedException {
        var last = store.lastIndex();
        var scan = scope.scan(store, last.index());
        try {
            var index = scan.whole();
            store.contents().commit();
            return store.write(index, last);
        } catch (TooLargeException e) {
            store.contents().commit();
            store.write(scan.soFar(), last);
            throw e;
        }
    }

    private OpenTurn named(OpenTurn open, List<String> keys) throws IOException, InterruptedException {
        var fresh = keys.stream().filter(key -> !open.named().contains(key)).toList();
        if (fresh.isEmpty()) {
            return open;
        }
        var index = scope.scan(store, Index.EMPTY).at(fresh);
        var found = new LinkedHashMap<String, Entry>();
        for (var key : fresh) {
            for (String at = key; at != null; at = Roots.parent(at)) {
                found.put(at, Entry.ABSENT);
            }
        }
        index.known().forEach((key, known) -> found.put(key, known.entry()));
        return open.withNamed(fresh, found);
    }

    /// Writes down what became of a turn that has ended.
    ///
    /// @return null when it has changed nothing
    @Nullable
    Step close(OpenTurn open) throws IOException, InterruptedException {
        var last = store.lastSteps();
        if (last.stream().anyMatch(step -> step.id().equals(open.id()))) {
            store.close(open);
            return null;
        }
        var step = step(open, last);
        var worthIt = !step.changes().isEmpty() || !step.notes().equals(open.notes());
        if (worthIt) {
            store.add(step);
        }
        store.close(open);
        store.dropOldIndexes();
        return worthIt ? step : null;
    }

    /// Where not everything can be looked at, at least what calls said they would change is.
    private Step step(OpenTurn open, List<Step> last) throws IOException, InterruptedException {
        if (!open.whole()) {
            return step(open, last, named(open));
        }
        var before = store.index(open.index());
        if (before == null) {
            return step(open.withNote(UNKNOWN + "the index of the files was damaged"), last, named(open));
        }
        try {
            return step(open, last, whole(open, before));
        } catch (TooLargeException e) {
            return step(open.withNote(UNKNOWN + scope.roots() + ": " + e.getMessage()), last, named(open));
        }
    }

    private Step step(OpenTurn open, List<Step> last, List<Change> changes) throws IOException {
        var number = 1;
        for (var step : last) {
            number = step.cause() instanceof Step.Turn turn ? turn.turn() + 1 : number;
        }
        var turn = open.turn();
        return new Step(
                store.nextNumber(),
                open.id(),
                new Step.Turn(number, turn.sessionId(), turn.turnId(), turn.prompt()),
                Instant.now(),
                changes,
                open.notes());
    }

    private List<Change> whole(OpenTurn open, Index before) throws IOException, InterruptedException {
        var after = scope.scan(store, before).whole();
        store.contents().commit();
        store.write(after, new UndoStore.Numbered(open.index(), before));
        var keys = new HashSet<>(before.known().keySet());
        keys.addAll(after.known().keySet());
        keys.addAll(open.before().keySet());
        return Change.between(keys, key -> before(open, before, key), after::entry);
    }

    private List<Change> named(OpenTurn open) throws IOException, InterruptedException {
        var after = scope.scan(store, Index.EMPTY).at(open.named());
        store.contents().commit();
        var keys = new HashSet<>(after.known().keySet());
        keys.addAll(open.before().keySet());
        return Change.between(keys, key -> before(open, Index.EMPTY, key), after::entry);
    }

    /// What a call said it would change was kept before everything was.
    private static Entry before(OpenTurn open, Index everything, String key) {
        var known = open.before().get(key);
        if (known != null) {
            return known;
        }
        return open.named().stream().anyMatch(named -> key.startsWith(named + "/"))
                ? Entry.ABSENT
                : everything.entry(key);
    }
}
