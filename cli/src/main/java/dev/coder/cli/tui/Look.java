package dev.coder.cli.tui;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// The styles of the seat's own lines.
final class Look {

    static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    static final AttributedStyle BOLD = AttributedStyle.DEFAULT.bold();
    static final AttributedStyle DIM = AttributedStyle.DEFAULT.faint();
    static final AttributedStyle ACCENT = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    static final AttributedStyle GOOD = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    static final AttributedStyle BAD = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
    static final AttributedStyle CAREFUL = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);

    private Look() {}

    static AttributedString of(String text, AttributedStyle style) {
        return new AttributedString(text, style);
    }

    static AttributedString of(String text) {
        return new AttributedString(text);
    }

    static AttributedString join(AttributedString... parts) {
        var line = new AttributedStringBuilder();
        for (var part : parts) {
            line.append(part);
        }
        return line.toAttributedString();
    }

    /// Cut so that it fits, with an ellipsis where something is gone.
    static AttributedString fit(AttributedString line, int width) {
        if (line.columnLength() <= width) {
            return line;
        }
        return width < 1
                ? AttributedString.EMPTY
                : join(line.columnSubSequence(0, width - 1), of("…", line.styleAt(Math.max(0, line.length() - 1))));
    }

    static AttributedString rule(int width) {
        return of("─".repeat(Math.max(0, width)), DIM);
    }
}
