package dev.coder.cli.tui;

import dev.coder.cli.terminal.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// What the user has said, as it stands in the scrollback.
final class PromptText {

    private static final int LINES = 30;

    private PromptText() {}

    static List<AttributedString> lines(String text) {
        var all = text.strip().lines().toList();
        var lines = new ArrayList<AttributedString>();
        lines.add(AttributedString.EMPTY);
        for (var i = 0; i < Math.min(all.size(), LINES); i++) {
            lines.add(Look.join(
                    Look.of(i == 0 ? "❯ " : "  ", Look.ACCENT),
                    Look.of(PlainText.stripSequences(all.get(i)), Look.BOLD)));
        }
        if (all.size() > LINES) {
            lines.add(Look.of("  … " + (all.size() - LINES) + " more lines", Look.DIM));
        }
        lines.add(AttributedString.EMPTY);
        return lines;
    }
}
