package dev.coder.cli.tui;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/// The last edge before the terminal: whatever a line was made from, no control character in it gets through.
final class Harmless {

    private static final char REPLACEMENT = '\ufffd';

    private Harmless() {}

    static AttributedString line(AttributedString line) {
        return line.chars().anyMatch(Harmless::control) ? replaced(line) : line;
    }

    private static AttributedString replaced(AttributedString line) {
        var plain = new AttributedStringBuilder(line.length());
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            plain.style(line.styleAt(i)).append(c == '\t' ? ' ' : control(c) ? REPLACEMENT : c);
        }
        return plain.toAttributedString();
    }

    private static boolean control(int c) {
        return c < 0x20 || (c >= 0x7f && c < 0xa0);
    }
}
