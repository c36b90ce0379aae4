package dev.coder.cli.slash;

import dev.coder.cli.terminal.PlainText;
import java.util.Collection;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// Text as lines for the seat, with nothing in them that a terminal would obey.
final class Lines {

    private static final AttributedStyle ADDED = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle REMOVED = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

    private Lines() {}

    static List<AttributedString> plain(Collection<String> lines) {
        return lines.stream()
                .map(line -> new AttributedString(PlainText.show(line)))
                .toList();
    }

    static AttributedString faint(String line) {
        return new AttributedString(PlainText.show(line), AttributedStyle.DEFAULT.faint());
    }

    static AttributedString bold(String line) {
        return new AttributedString(PlainText.show(line), AttributedStyle.BOLD);
    }

    static List<AttributedString> diff(Collection<String> lines) {
        return lines.stream().map(Lines::ofDiff).toList();
    }

    static AttributedString ofDiff(String line) {
        return new AttributedString(PlainText.show(line), style(line));
    }

    private static AttributedStyle style(String line) {
        if (line.startsWith("diff ") || line.startsWith("+++") || line.startsWith("---")) {
            return AttributedStyle.BOLD;
        }
        return line.startsWith("+") ? ADDED : line.startsWith("-") ? REMOVED : AttributedStyle.DEFAULT;
    }
}
