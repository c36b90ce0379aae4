package dev.coder.cli.secrets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what the probes find in one text. Those that overlap become one, named by what was found first: probes that
/// know a format come before those that judge by context. Used by one thread.
final class Findings {

    private record Ranked(Finding finding, int rank) {}

    private final List<Ranked> all = new ArrayList<>();

    void add(int start, int end, String kind, int rank) {
        add(new Finding(start, end, kind, false), rank);
    }

    void add(Finding finding, int rank) {
        if (finding.start() < finding.end()) {
            all.add(new Ranked(finding, rank));
        }
    }

    /// In order, without overlaps.
    List<Finding> merged() {
        all.sort(Comparator.comparingInt((Ranked ranked) -> ranked.finding().start())
                .thenComparingInt(Ranked::rank));
        var merged = new ArrayList<Ranked>();
        for (var next : all) {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || next.finding().start() >= last.finding().end()) {
                merged.add(next);
            } else {
                merged.set(merged.size() - 1, union(last, next));
            }
        }
        return merged.stream().map(Ranked::finding).toList();
    }

    private static Ranked union(Ranked a, Ranked b) {
        var named = b.rank() < a.rank() ? b : a;
        var end = Math.max(a.finding().end(), b.finding().end());
        var weak = a.finding().weak() && b.finding().weak();
        return new Ranked(new Finding(a.finding().start(), end, named.finding().kind(), weak), named.rank());
    }
}
