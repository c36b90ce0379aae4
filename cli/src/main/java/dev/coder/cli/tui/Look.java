package dev.coder.cli.tui;

import dev.coder.cli.render.Role;
import dev.coder.cli.render.Theme;
import dev.coder.cli.terminal.PlainText;
import org.jline.utils.AttributedString;

/// Pieces of the seat's own lines.
final class Look {

    private Look() {}

    /// What stands before something that is typed.
    static AttributedString prompt(Theme theme) {
        return theme.text("❯ ", Role.ACCENT);
    }

    /// What came of a question.
    static AttributedString trace(Theme theme, String question, String answer) {
        return theme.text("? " + PlainText.show(question) + ": " + PlainText.show(answer), Role.DIM);
    }

    static AttributedString join(AttributedString... parts) {
        return AttributedString.join(AttributedString.EMPTY, parts);
    }

    static AttributedString rule(Theme theme, int width) {
        return theme.text("─".repeat(Math.max(0, width)), Role.BORDER);
    }
}
