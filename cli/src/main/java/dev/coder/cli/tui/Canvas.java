package dev.coder.cli.tui;

import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// The terminal as something to draw on. Used with the editor's lock held.
final class Canvas {

    private final Board board;
    private final Composer composer;
    private final Painter painter;
    private final Terminal terminal;
    private final Supplier<Composer.Input> input;
    private boolean paused;

    Canvas(Board board, Painter painter, Terminal terminal, Supplier<Composer.Input> input) {
        this.board = board;
        this.composer = new Composer(board);
        this.painter = painter;
        this.terminal = terminal;
        this.input = input;
    }

    void draw() {
        if (paused) {
            return;
        }
        var size = terminal.getSize();
        var width = size.getColumns() > 0 ? size.getColumns() : 80;
        var rows = size.getRows() > 0 ? size.getRows() : 24;
        send(board.ask(() -> {
            var frame = composer.frame(input.get(), width, rows);
            return painter.paint(board.takeAbove(), frame, width);
        }));
    }

    int width() {
        var columns = terminal.getSize().getColumns();
        return columns > 0 ? columns : 80;
    }

    /// Takes everything away that is not scrollback, and draws nothing until [#resume].
    void pause() {
        send(painter.clear());
        paused = true;
    }

    void resume() {
        paused = false;
        painter.reset();
        draw();
    }

    /// Clears the window, not the scrollback.
    void clearScreen() {
        send("\u001b[H\u001b[2J");
        painter.reset();
        draw();
    }

    void ring(String signal) {
        send(signal);
    }

    private void send(@Nullable String text) {
        if (text != null && !text.isEmpty()) {
            terminal.writer().write(text);
            terminal.writer().flush();
        }
    }
}
