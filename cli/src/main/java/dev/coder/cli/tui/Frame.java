package dev.coder.cli.tui;

import java.util.List;
import org.jline.utils.AttributedString;

/// What is to be seen below the scrollback at one moment.
///
/// @param lines  from top to bottom, none wider than the terminal
/// @param cursor where the user types
record Frame(List<AttributedString> lines, Cursor cursor) {

    /// @param row    from 0 on, within the frame
    /// @param column from 0 on; negative: nowhere, so it is not shown
    record Cursor(int row, int column) {

        static final Cursor HIDDEN = new Cursor(0, -1);

        Cursor down(int rows) {
            return new Cursor(row + rows, column);
        }
    }

    Frame {
        lines = lines.isEmpty() ? List.of(AttributedString.EMPTY) : List.copyOf(lines);
    }

    /// The last lines of it, as many as fit.
    Frame last(int rows) {
        var gone = lines.size() - rows;
        return gone <= 0
                ? this
                : new Frame(
                        lines.subList(gone, lines.size()),
                        cursor.row() < gone ? Cursor.HIDDEN : new Cursor(cursor.row() - gone, cursor.column()));
    }
}
