package dev.coder.tools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The places of a text that are most like a piece that does not occur in it.
final class NearestLines {

    private static final int PLACES = 3;
    private static final int LINES_SHOWN = 6;
    private static final int LINES_COMPARED = 8;
    private static final int LINES_SEARCHED = 20_000;
    private static final double ALIKE = 0.5;

    private final List<String> lines;

    NearestLines(String text) {
        lines = text.lines().limit(LINES_SEARCHED).toList();
    }

    /// The places with their line numbers, as [ReadFile] shows them; empty when nothing is alike.
    String to(String piece) {
        var wanted = piece.lines()
                .map(String::strip)
                .dropWhile(String::isEmpty)
                .limit(LINES_COMPARED)
                .toList();
        if (wanted.isEmpty()) {
            return "";
        }
        var scored = new ArrayList<Place>();
        for (var i = 0; i < lines.size(); i++) {
            var first = Similarity.of(lines.get(i).strip(), wanted.getFirst());
            if (first > ALIKE) {
                scored.add(new Place(i, score(i, wanted)));
            }
        }
        return shown(scored, wanted.size());
    }

    private double score(int at, List<String> wanted) {
        var sum = 0.0;
        for (var i = 0; i < wanted.size() && at + i < lines.size(); i++) {
            sum += Similarity.of(lines.get(at + i).strip(), wanted.get(i));
        }
        return sum / wanted.size();
    }

    private String shown(List<Place> places, int length) {
        var best = places.stream()
                .sorted(Comparator.comparingDouble(place -> -place.score()))
                .limit(PLACES)
                .map(place -> numbered(place.line(), Math.min(length, LINES_SHOWN)))
                .toList();
        return String.join("\n--\n", best);
    }

    private String numbered(int from, int count) {
        var shown = new ArrayList<String>();
        for (var i = from; i < Math.min(from + count, lines.size()); i++) {
            var line = lines.get(i);
            shown.add((i + 1) + "\t" + CleanText.visible(line.length() > 200 ? line.substring(0, 200) + "…" : line));
        }
        return String.join("\n", shown);
    }

    private record Place(int line, double score) {}
}
