package dev.coder.cli.render;

import dev.coder.cli.terminal.PlainText;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.WCWidth;

/// Text in the columns of a terminal. Widths are the sums of those of the code points, as JLine counts when it moves
/// the
/// cursor: never less than what a terminal takes for joined emoji. What belongs together (accents, joined emoji, flags)
/// is never torn apart.
public final class Columns {

    private static final int TAB = 4;
    /// Below this, a character stands alone.
    private static final int COMBINING = 0x300;

    private Columns() {}

    public static int width(CharSequence text) {
        var width = 0;
        for (var i = 0; i < text.length(); i += Character.charCount(Character.codePointAt(text, i))) {
            width += width(Character.codePointAt(text, i));
        }
        return width;
    }

    private static int width(int codePoint) {
        return codePoint < COMBINING ? 1 : Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /// Prose of a model or a user, made harmless, without tabs.
    static String prose(String text) {
        return PlainText.prose(text).replace("\t", " ".repeat(TAB));
    }

    /// One line of code or output in which everything invisible is shown, without tabs.
    static String code(String line) {
        return PlainText.show(line.replace("\t", " ".repeat(TAB)));
    }

    /// The same for a title: blanks are not doubled, line ends are shown.
    static String title(String text) {
        return PlainText.show(text.replace('\t', ' '));
    }

    /// In lines of at most so many columns, broken between words, and within those that are too long.
    public static List<AttributedString> wrap(AttributedString text, int width) {
        return new Wrapping(text, Math.max(2, width)).lines();
    }

    /// The same, the first line after one text and all others after another.
    static List<AttributedString> wrap(
            AttributedString text, int width, AttributedString first, AttributedString rest) {
        return prefixed(wrap(text, width - Math.max(width(first), width(rest))), first, rest);
    }

    /// Lines that are broken at the last column only, as code is.
    static List<AttributedString> chop(AttributedString text, int width) {
        var lines = new ArrayList<AttributedString>();
        var ends = ends(text.toString(), 0);
        var start = 0;
        do {
            var end = fitting(text, start, width, ends);
            lines.add(text.subSequence(start, end));
            start = end;
        } while (start < text.length());
        return lines;
    }

    /// Where the part ends that has so many columns at most; at least one letter of what there is.
    private static int fitting(AttributedString text, int start, int width, Ends ends) {
        var end = start;
        for (var column = 0; end < text.length(); ) {
            var next = ends.after(end);
            column += width(text.subSequence(end, next));
            if (column > width && end > start) {
                return end;
            }
            end = next;
        }
        return end;
    }

    static List<AttributedString> prefixed(
            List<AttributedString> lines, AttributedString first, AttributedString rest) {
        var prefixed = new ArrayList<AttributedString>();
        for (var line : lines) {
            var prefix = prefixed.isEmpty() ? first : rest;
            var isBlank = line.isEmpty() && prefix.toString().isBlank();
            prefixed.add(isBlank ? line : AttributedString.join(AttributedString.EMPTY, prefix, line));
        }
        return prefixed;
    }

    /// At most so many columns: where more is left out, the last one is `…`.
    public static AttributedString cut(AttributedString text, int width) {
        if (width(text) <= width) {
            return text;
        }
        var end = width < 2 ? 0 : fitting(text, 0, width - 1, ends(text.toString(), 0));
        return new AttributedStringBuilder()
                .append(text.subSequence(0, end))
                .append(width > 0 ? "…" : "")
                .toAttributedString();
    }

    /// With blanks behind it, up to so many columns.
    static AttributedString padded(AttributedString text, int width) {
        return new AttributedStringBuilder()
                .append(text)
                .append(" ".repeat(Math.max(0, width - width(text))))
                .toAttributedString();
    }

    static Ends ends(String text, int from) {
        return new Ends(text, from);
    }

    /// Where what belongs together ends.
    static final class Ends {

        private final String text;
        private final boolean simple;
        private final BreakIterator iterator = BreakIterator.getCharacterInstance();

        Ends(String text, int from) {
            this.text = text;
            this.simple = text.chars().skip(from).allMatch(c -> c < COMBINING);
            if (!simple) {
                iterator.setText(text);
            }
        }

        /// @param at a place before the end
        int after(int at) {
            return simple ? at + 1 : Math.min(text.length(), iterator.following(at));
        }
    }
}
