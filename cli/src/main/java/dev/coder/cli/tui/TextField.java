package dev.coder.cli.tui;

import dev.coder.cli.tui.InputView.Typed;
import org.jline.reader.impl.BufferImpl;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// A place for a short text within a dialog.
final class TextField {

    private final BufferImpl buffer = new BufferImpl();
    private final AttributedString mark;

    TextField(AttributedString mark, String text) {
        this.mark = mark;
        buffer.write(text);
    }

    String text() {
        return buffer.toString();
    }

    String beforeCursor() {
        return buffer.upToCursor();
    }

    InputView view(int width, int rows) {
        var before = buffer.upToCursor();
        return InputView.of(new Typed(mark, text(), before.length(), AttributedStyle.DEFAULT), width, rows);
    }

    /// @return whether the key means something here
    boolean key(Key key) {
        return switch (key) {
            case Key.Text(var text) -> write(text);
            case Key.Paste(var text) -> write(text.replace("\r\n", "\n").replace('\r', '\n'));
            case Key.Named named -> named(named);
        };
    }

    private boolean write(String text) {
        buffer.write(text);
        return true;
    }

    private boolean named(Key.Named key) {
        switch (key) {
            case LEFT -> buffer.move(-1);
            case RIGHT -> buffer.move(1);
            case HOME, CTRL_A -> buffer.cursor(0);
            case END, CTRL_E -> buffer.cursor(buffer.length());
            case NEWLINE -> buffer.write('\n');
            case BACKSPACE -> buffer.backspace();
            case DELETE -> buffer.delete();
            case CTRL_U -> buffer.backspace(buffer.cursor());
            case CTRL_K -> buffer.delete(buffer.length() - buffer.cursor());
            case CTRL_W -> deleteWord();
            case UP -> {
                return buffer.up();
            }
            case DOWN -> {
                return buffer.down();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void deleteWord() {
        while (buffer.cursor() > 0 && Character.isWhitespace(buffer.prevChar())) {
            buffer.backspace();
        }
        while (buffer.cursor() > 0 && !Character.isWhitespace(buffer.prevChar())) {
            buffer.backspace();
        }
    }
}
