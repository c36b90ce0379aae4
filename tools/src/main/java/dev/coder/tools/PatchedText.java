package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A text to which the hunks of a patch are applied. Hunks come in the order of the text, and there must be one way
/// only to find places for all of them; if there is none in this order, each must have one place only.
///
/// @param shown the name of the file
record PatchedText(String text, String shown) {

    private record Placed(Patch.Hunk hunk, NormalisedText.Place place) {}

    /// @throws ToolException when a hunk has no place, or may have several
    String with(List<Patch.Hunk> hunks) throws ToolException {
        var search = new HunkSearch(text, shown);
        var found = new ArrayList<HunkSearch.Found>();
        for (var hunk : hunks) {
            found.add(search.find(hunk));
        }
        var result = new StringBuilder();
        var from = 0;
        for (var placed : placed(found)) {
            var replacement = replacement(placed);
            if (replacement == null) {
                throw search.notFound(placed.hunk());
            }
            result.append(text, from, placed.place().start()).append(replacement);
            from = placed.place().end();
        }
        return result.append(text, from, text.length()).toString();
    }

    private List<Placed> placed(List<HunkSearch.Found> found) throws ToolException {
        var first = firstFit(found);
        if (first == null) {
            return inAnyOrder(found);
        }
        var last = lastFit(found);
        for (var i = 0; i < first.size(); i++) {
            if (!first.get(i).equals(last.get(i))) {
                throw ambiguous(found.get(i));
            }
        }
        return first;
    }

    private static @Nullable List<Placed> firstFit(List<HunkSearch.Found> found) {
        var fit = new ArrayList<Placed>();
        var from = 0;
        for (var one : found) {
            var least = from;
            var place = one.places().stream()
                    .filter(candidate -> candidate.start() >= least)
                    .findFirst();
            if (place.isEmpty()) {
                return null;
            }
            fit.add(new Placed(one.hunk(), place.get()));
            from = place.get().end();
        }
        return fit;
    }

    /// Exists whenever there is a first fit.
    private List<Placed> lastFit(List<HunkSearch.Found> found) {
        var fit = new ArrayDeque<Placed>();
        var to = text.length();
        for (var one : found.reversed()) {
            var most = to;
            var place = one.places().reversed().stream()
                    .filter(candidate -> candidate.end() <= most)
                    .findFirst()
                    .orElseThrow();
            fit.addFirst(new Placed(one.hunk(), place));
            to = place.start();
        }
        return List.copyOf(fit);
    }

    private List<Placed> inAnyOrder(List<HunkSearch.Found> found) throws ToolException {
        for (var one : found) {
            if (one.places().size() > 1) {
                throw ambiguous(one);
            }
        }
        var placed = found.stream()
                .map(one -> new Placed(one.hunk(), one.places().getFirst()))
                .sorted(Comparator.comparingInt(one -> one.place().start()))
                .toList();
        for (var i = 1; i < placed.size(); i++) {
            if (placed.get(i).place().start() < placed.get(i - 1).place().end()) {
                throw ToolException.failed("the hunks at lines "
                        + placed.get(i - 1).hunk().number() + " and "
                        + placed.get(i).hunk().number() + " of the patch change the same lines of " + shown
                        + ". Make one of them.");
            }
        }
        return placed;
    }

    private ToolException ambiguous(HunkSearch.Found found) {
        var lines = found.places().stream()
                .limit(10)
                .map(place -> String.valueOf(TextEdit.lineOf(text, place.start())))
                .collect(Collectors.joining(", "));
        return ToolException.failed("the hunk at line " + found.hunk().number() + " of the patch fits "
                + found.places().size() + " places in " + shown + ", at lines " + lines
                + ". Give more unchanged lines around it, or lines with @@ for its class and its method.");
    }

    private @Nullable String replacement(Placed placed) {
        var old = placed.hunk().old();
        if (old.isEmpty()) {
            return inserted(placed);
        }
        var piece = new ArrayList<>(old);
        piece.add("");
        return new LineReplacement(text, placed.place()).with(piece, lines(placed.hunk()));
    }

    private String inserted(Placed placed) {
        var at = placed.place().start();
        var end = LineReplacement.lineEndNear(text, at);
        var added = placed.hunk().lines().stream().map(Patch.Line::text).collect(Collectors.joining(end));
        var open = at > 0 && text.charAt(at - 1) != '\n' && text.charAt(at - 1) != '\r';
        return open ? end + added : added + end;
    }

    private static List<LineDiff.Line> lines(Patch.Hunk hunk) {
        var lines = new ArrayList<LineDiff.Line>();
        var removed = new ArrayDeque<Integer>();
        var old = 0;
        for (var line : hunk.lines()) {
            switch (line.kind()) {
                case KEPT -> {
                    removed.clear();
                    lines.add(new LineDiff.Line(line.text(), old++, true));
                }
                case REMOVED -> removed.add(old++);
                case ADDED -> lines.add(new LineDiff.Line(line.text(), removed.poll(), false));
            }
        }
        lines.add(new LineDiff.Line("", old, true));
        return lines;
    }
}
