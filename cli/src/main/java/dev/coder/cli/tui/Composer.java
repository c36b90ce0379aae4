package dev.coder.cli.tui;

import dev.coder.cli.render.Role;
import dev.coder.cli.render.Theme;
import dev.coder.cli.tui.InputView.Typed;
import java.util.ArrayList;
import org.jline.utils.AttributedString;

/// Puts together what is to be seen: what goes on, then the dialog, or the queue, the input, and below it the menu or
/// the status line. Used with the board's lock held.
final class Composer {

    private final Board board;

    Composer(Board board) {
        this.board = board;
    }

    /// @param commandMode whether keys are commands, as vi has it
    record Input(String text, int cursor, boolean commandMode) {

        private Typed typed(Theme theme) {
            var marked = theme.style(Role.ACCENT);
            if (text.startsWith("!")) {
                return new Typed(theme.text("! ", Role.WARN), text.substring(1), Math.max(0, cursor - 1), marked);
            }
            return new Typed(commandMode ? theme.text(": ", Role.WARN) : Look.prompt(theme), text, cursor, marked);
        }
    }

    Frame frame(Input input, int width, int rows) {
        var dialog = board.dialogs().first();
        if (dialog != null) {
            board.dialogs().shown();
            var asked = dialog.frame(
                    width,
                    Math.max(Math.min(rows, 6), rows - 4),
                    board.dialogs().ready());
            return under(true, asked, width, rows);
        }
        return under(false, input(input, width, rows), width, rows);
    }

    private Frame under(boolean asking, Frame bottom, int width, int rows) {
        var lines = new ArrayList<>(
                board.activity().lines(asking, width, rows - bottom.lines().size()));
        var above = lines.size();
        lines.addAll(bottom.lines());
        var cursor =
                bottom.cursor().column() < 0 ? bottom.cursor() : bottom.cursor().down(above);
        return new Frame(lines, cursor).last(rows);
    }

    private Frame input(Input input, int width, int rows) {
        var lines = new ArrayList<AttributedString>();
        lines.addAll(board.queue().lines(board.theme(), width));
        lines.add(Look.rule(board.theme(), width));
        var view = InputView.of(input.typed(board.theme()), width, Math.max(1, rows / 2));
        var cursor = view.cursor().down(lines.size());
        lines.addAll(view.lines());
        lines.add(Look.rule(board.theme(), width));
        var menu = board.menu().lines(width, Math.max(1, rows - lines.size()));
        lines.addAll(menu);
        if (menu.isEmpty()) {
            lines.add(Look.join(
                    new AttributedString("  "), board.status().line(board.theme(), Math.max(1, width - 2))));
        }
        return new Frame(lines, cursor);
    }
}
