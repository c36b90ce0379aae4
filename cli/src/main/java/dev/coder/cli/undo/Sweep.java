package dev.coder.cli.undo;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps the store within its limits: forgets the oldest steps, and the contents that nothing needs any more.
final class Sweep {

    /// Looked at after so many steps; there is no need to be exact.
    private static final int STEPS = 16;

    /// More packs than this are made one.
    private static final int PACKS = 24;

    private final UndoStore store;
    private final UndoLimits limits;

    Sweep(UndoStore store, UndoLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    /// Now and then.
    void perhaps(int number) throws IOException {
        if (number % STEPS == 0 || size() > limits.store()) {
            run();
        }
    }

    void run() throws IOException {
        Pack.removeTorn(store.packs());
        var oldest = Instant.now().minus(limits.age());
        for (var step : store.history().steps()) {
            if (step.at().isBefore(oldest)) {
                store.forget(step);
            }
        }
        collect();
        forgetUntilItFits();
    }

    /// The last step stays, however large it is.
    private void forgetUntilItFits() throws IOException {
        var steps = store.history().steps();
        while (size() > limits.store() && steps.size() > 1) {
            var half = steps.size() / 2;
            for (var step : steps.subList(0, half)) {
                store.forget(step);
            }
            steps = steps.subList(half, steps.size());
            collect();
        }
    }

    private long size() throws IOException {
        var size = 0L;
        for (var pack : Pack.all(store.packs())) {
            size += pack.size();
        }
        return size;
    }

    /// Copies what is needed out of packs that are mostly waste, or small and many, and deletes them then.
    private void collect() throws IOException {
        var live = live();
        var packs = Pack.all(store.packs());
        var old = packs.stream().filter(pack -> wasteful(pack, live)).toList();
        var chosen = packs.size() > PACKS ? packs : old;
        if (!chosen.isEmpty()) {
            repack(chosen, live);
        }
    }

    private static boolean wasteful(Pack pack, Set<Digest> live) {
        try {
            var places = places(List.of(pack));
            var needed = places.entrySet().stream()
                    .filter(place -> live.contains(place.getKey()))
                    .mapToLong(place -> place.getValue().stored())
                    .sum();
            return needed * 2 < pack.size();
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<Digest, Pack.Place> places(List<Pack> packs) throws IOException {
        var places = new HashMap<Digest, Pack.Place>();
        for (var pack : packs) {
            pack.readIndex(places);
        }
        return places;
    }

    private void repack(List<Pack> packs, Set<Digest> live) throws IOException {
        var places = places(packs);
        places.keySet().retainAll(live);
        store.contents().rewrite(places);
        for (var pack : packs) {
            pack.delete();
        }
        store.contents().refresh();
    }

    private Set<Digest> live() throws IOException {
        var live = new HashSet<Digest>();
        for (var index : store.indexes()) {
            index.known().values().forEach(known -> add(live, known.entry()));
        }
        for (var open : store.openTurns()) {
            open.before().values().forEach(entry -> add(live, entry));
        }
        for (var step : store.history().steps()) {
            addAll(live, step.changes());
        }
        var doing = store.doing();
        if (doing != null) {
            addAll(live, doing.changes());
        }
        return live;
    }

    private static void addAll(Set<Digest> live, List<Change> changes) {
        for (var change : changes) {
            add(live, change.before());
            add(live, change.after());
        }
    }

    private static void add(Set<Digest> live, Entry entry) {
        if (entry instanceof Entry.File file) {
            live.add(file.content());
        }
    }
}
