package dev.coder.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text with plain line ends, one after its last line too, and without whatever else is not looked at; it remembers
/// where each character came from.
final class NormalisedText {

    private final String original;
    private final Leniency leniency;
    private final String text;
    private final int[] origins;

    NormalisedText(String original, Leniency leniency) {
        this.original = original;
        this.leniency = leniency;
        var writer = new Writer(original, leniency);
        var i = 0;
        while (i < original.length()) {
            i = writer.line(i, true);
        }
        this.text = writer.text.toString();
        this.origins = Arrays.copyOf(writer.origins, text.length() + 1);
        origins[text.length()] = original.length();
    }

    /// Where a piece occurs, overlapping places included. Without regard to indentation, only whole lines are
    /// found.
    List<Place> find(String piece) {
        return piece.isBlank() ? List.of() : find(piece, leniency.includes(Leniency.INDENTATION));
    }

    /// As [#find], where the lines of the piece are whole lines of the text.
    List<Place> findLines(List<String> lines) {
        return find(String.join("\n", lines) + "\n", true);
    }

    private List<Place> find(String piece, boolean wholeLines) {
        var wanted = normalised(piece);
        var places = new ArrayList<Place>();
        for (var at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
            if (!wholeLines || isWholeLines(at, at + wanted.length())) {
                places.add(new Place(lines(wanted, at)));
            }
        }
        return places;
    }

    /// The blanks at the end of the piece are part of it, other than those before its line ends.
    private String normalised(String piece) {
        var writer = new Writer(piece, leniency);
        for (var i = 0; i < piece.length(); ) {
            i = writer.line(i, false);
        }
        return writer.text.toString();
    }

    private boolean isWholeLines(int start, int end) {
        return (start == 0 || text.charAt(start - 1) == '\n')
                && (text.charAt(end - 1) == '\n' || end == text.length() || text.charAt(end) == '\n');
    }

    private List<Span> lines(String wanted, int at) {
        var lines = new ArrayList<Span>();
        var from = leniency.includes(Leniency.INDENTATION) ? lineStart(origins[at]) : origins[at];
        for (var end = wanted.indexOf('\n'); end >= 0; end = wanted.indexOf('\n', end + 1)) {
            var next = lineStart(origins[at + end + 1]);
            lines.add(new Span(from, next));
            from = next;
        }
        lines.add(new Span(from, Math.max(from, wanted.endsWith("\n") ? from : origins[at + wanted.length()])));
        return lines;
    }

    private int lineStart(int index) {
        var start = index;
        while (start > 0 && start < original.length() && Leniency.isBlank(original.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /// Where a piece occurs: its lines, as parts of the original that follow one another without a gap. Each but
    /// the
    /// last ends with its line end, which is missing only where the original ends; the last may be empty.
    record Place(List<Span> lines) {

        Place {
            lines = List.copyOf(lines);
        }

        int start() {
            return lines.getFirst().start();
        }

        int end() {
            return lines.getLast().end();
        }
    }

    /// The length of the line end at an index: 0 when there is none.
    static int lineEnd(String text, int at) {
        if (at >= text.length()) {
            return 0;
        }
        return text.startsWith("\r\n", at) ? 2 : text.charAt(at) == '\n' || text.charAt(at) == '\r' ? 1 : 0;
    }

    private static final class Writer {

        private final String original;
        private final Leniency leniency;
        private final StringBuilder text;
        private final int[] origins;

        Writer(String original, Leniency leniency) {
            this.original = original;
            this.leniency = leniency;
            this.text = new StringBuilder(original.length() + 1);
            this.origins = new int[original.length() + 2];
        }

        /// Adds one line and returns where the next one starts.
        ///
        /// @param closed whether the last line gets a line end if it has none
        int line(int from, boolean closed) {
            var end = from;
            while (end < original.length() && lineEnd(original, end) == 0) {
                end++;
            }
            var ended = end < original.length() || closed;
            var last = ended || leniency.includes(Leniency.INDENTATION) ? withoutBlanks(from, end) : end;
            for (var i = firstOf(from, last); i < last; i++) {
                add(leniency.fold(original.charAt(i)), i);
            }
            if (ended) {
                add('\n', last);
            }
            return end + lineEnd(original, end);
        }

        private int withoutBlanks(int from, int end) {
            var last = end;
            while (leniency.includes(Leniency.TRAILING_BLANKS)
                    && last > from
                    && Leniency.isBlank(leniency.fold(original.charAt(last - 1)))) {
                last--;
            }
            return last;
        }

        private int firstOf(int from, int last) {
            var first = from;
            while (leniency.includes(Leniency.INDENTATION)
                    && first < last
                    && Leniency.isBlank(original.charAt(first))) {
                first++;
            }
            return first;
        }

        private void add(char c, int origin) {
            origins[text.length()] = origin;
            text.append(c);
        }
    }
}
