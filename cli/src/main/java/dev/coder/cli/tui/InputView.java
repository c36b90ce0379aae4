package dev.coder.cli.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/// Text that is being typed, as lines: broken where they end, a part of them when they are too many.
///
/// @param cursor within these lines
record InputView(List<AttributedString> lines, Frame.Cursor cursor) {

    private static final Pattern MARKED =
            Pattern.compile("\\[(?:pasted|image) #\\d+[^]\n]*]|^[/!][A-Za-z0-9_:-]*|(?<=^|\\s)@[^\\s]+");

    /// @param mark   what stands before the first line; the others are indented as far
    /// @param cursor in `text`, from 0 to its length
    /// @param marked how commands, files and attachments look
    record Typed(AttributedString mark, String text, int cursor, AttributedStyle marked) {}

    /// @param rows how many lines there is room for, at least one
    static InputView of(Typed typed, int width, int rows) {
        var wrap = new Wrap(typed, Math.max(8, width));
        var first = Math.max(0, Math.min(wrap.cursorRow - rows / 2, wrap.lines.size() - rows));
        var shown = wrap.lines.subList(first, Math.min(wrap.lines.size(), first + rows));
        return new InputView(List.copyOf(shown), new Frame.Cursor(wrap.cursorRow - first, wrap.cursorColumn));
    }

    /// One pass over the text.
    private static final class Wrap {

        private final List<AttributedString> lines = new ArrayList<>();
        private final AttributedString indent;
        private final AttributedStyle style;
        private AttributedStringBuilder line = new AttributedStringBuilder();
        private int column;
        private int cursorRow;
        private int cursorColumn;

        Wrap(Typed typed, int width) {
            indent = new AttributedString(" ".repeat(typed.mark().columnLength()));
            style = typed.marked();
            begin(typed.mark());
            var text = typed.text();
            var styles = styles(text);
            for (var i = 0; i < text.length(); ) {
                var c = text.codePointAt(i);
                var columns = c == '\t' ? 4 : c < 0x20 ? 2 : Math.max(0, WCWidth.wcwidth(c));
                if (c != '\n' && column + columns >= width) {
                    end();
                }
                if (i == typed.cursor()) {
                    cursorHere();
                }
                add(c, columns, styles[i]);
                i += Character.charCount(c);
            }
            if (typed.cursor() >= text.length()) {
                cursorHere();
            }
            lines.add(line.toAttributedString());
        }

        private void add(int c, int columns, boolean marked) {
            if (c == '\n') {
                end();
                return;
            }
            line.style(marked ? style : AttributedStyle.DEFAULT);
            line.append(c == '\t' ? "    " : c < 0x20 ? "^" + (char) (c + '@') : Character.toString(c));
            column += columns;
        }

        private void cursorHere() {
            cursorRow = lines.size();
            cursorColumn = column;
        }

        private void begin(AttributedString start) {
            line = new AttributedStringBuilder().append(start);
            column = start.columnLength();
        }

        private void end() {
            lines.add(line.toAttributedString());
            begin(indent);
        }

        private static boolean[] styles(String text) {
            var marked = new boolean[text.length()];
            MARKED.matcher(text)
                    .results()
                    .forEach(match -> java.util.Arrays.fill(marked, match.start(), match.end(), true));
            return marked;
        }
    }
}
