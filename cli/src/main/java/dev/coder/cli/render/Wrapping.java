package dev.coder.cli.render;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// One text on its way into lines. Takes time in proportion to the text.
final class Wrapping {

    private final AttributedString text;
    private final String letters;
    private final int width;
    private final Columns.Ends ends;
    private final List<AttributedString> lines = new ArrayList<>();
    private int start;
    private int end;
    private int column;

    Wrapping(AttributedString text, int width) {
        this.text = text;
        this.letters = text.toString();
        this.width = width;
        this.ends = Columns.ends(letters, 0);
    }

    List<AttributedString> lines() {
        var at = 0;
        while (at < letters.length()) {
            at = switch (letters.charAt(at)) {
                case '\n' -> newLine(at + 1);
                case ' ' -> blanks(at);
                default -> word(at);
            };
        }
        lines.add(text.subSequence(start, end));
        return lines;
    }

    /// Blanks count only with a word behind them, or at the start of a line that was not wrapped.
    private int blanks(int at) {
        var next = at;
        while (next < letters.length() && letters.charAt(next) == ' ') {
            next++;
        }
        return next;
    }

    private int word(int from) {
        var to = from;
        var wide = 0;
        do {
            var next = ends.after(to);
            var one = Columns.width(letters.substring(to, next));
            if (one > 1 && to > from) {
                break;
            }
            wide += one;
            to = next;
            if (one > 1) {
                break; // between Han characters a line may end
            }
        } while (to < letters.length() && letters.charAt(to) != ' ' && letters.charAt(to) != '\n');
        place(from, to, wide);
        return to;
    }

    private void place(int from, int to, int wide) {
        var gap = from - end;
        if (column + gap + wide <= width) {
            end = to;
            column += gap + wide;
        } else if (wide <= width) {
            wrapBefore(from);
            end = to;
            column = wide;
        } else {
            tear(from, to, gap);
        }
    }

    private void wrapBefore(int from) {
        if (end > start || !lines.isEmpty()) {
            lines.add(text.subSequence(start, end));
        }
        start = from;
        end = from;
        column = 0;
    }

    /// A word that is longer than a line fills the rest of this one and as many as it takes.
    private void tear(int from, int to, int gap) {
        if (column + gap >= width || column > 0) {
            wrapBefore(from);
        } else {
            column += gap;
        }
        for (var at = from; at < to; ) {
            var next = ends.after(at);
            var one = Columns.width(letters.substring(at, next));
            if (column + one > width && column > 0) {
                wrapBefore(at);
            }
            end = next;
            column += one;
            at = next;
        }
    }

    private int newLine(int next) {
        lines.add(text.subSequence(start, end));
        start = next;
        end = next;
        column = 0;
        return next;
    }
}
