package dev.coder.tools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
        var anchor = longest(wanted);
        var scored = new ArrayList<Place>();
        for (var i = 0; i < lines.size(); i++) {
            var start = Math.max(0, i - anchor);
            if (Similarity.of(lines.get(i).strip(), wanted.get(anchor)) > ALIKE) {
                scored.add(new Place(start, score(start, wanted)));
            }
        }
        return shown(scored, wanted.size());
    }

    /// The line that says most of where the piece belongs.
    private static int longest(List<String> wanted) {
        return IntStream.range(0, wanted.size())
                .boxed()
                .max(Comparator.comparingInt(i -> wanted.get(i).length()))
                .orElse(0);
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
