package dev.coder.cli.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// Turns frames into what a terminal has to be sent: lines for the scrollback first, then what differs from the last
/// frame. The cursor stays within the frame, so that nothing above it is ever touched.
final class Painter {

    private static final String BEGIN = "\u001b[?2026h\u001b[?25l";
    private static final String END = "\u001b[?2026l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CLEAR_LINE = "\u001b[2K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Function<AttributedString, String> ansi;
    private List<@Nullable AttributedString> shown = new ArrayList<>();
    private Frame.Cursor cursor = new Frame.Cursor(0, 0);
    private int columns;

    /// @param ansi how styles are written
    Painter(Function<AttributedString, String> ansi) {
        this.ansi = ansi;
    }

    /// Something else has drawn the last lines.
    ///
    /// @param rows how many
    void takeOver(int rows, Frame.Cursor where, int width) {
        shown = new ArrayList<@Nullable AttributedString>();
        for (var row = 0; row < rows; row++) {
            shown.add(null);
        }
        cursor = where;
        columns = width;
    }

    /// @param above for the scrollback
    /// @return empty when nothing has changed
    String paint(List<AttributedString> above, Frame frame, int width) {
        if (above.isEmpty() && width == columns && shown.equals(frame.lines()) && cursor.equals(frame.cursor())) {
            return "";
        }
        var out = new StringBuilder(BEGIN);
        home(out, width);
        if (!above.isEmpty()) {
            forget(out);
            above.forEach(line -> split(line, width)
                    .forEach(part -> out.append(ansi.apply(part)).append("\r\n")));
        }
        lines(out, frame.lines());
        place(out, frame);
        return out.append(END).toString();
    }

    /// Takes the frame away; the cursor stands where it began.
    String clear() {
        var out = new StringBuilder();
        home(out, columns);
        forget(out);
        cursor = new Frame.Cursor(0, 0);
        return out.append(SHOW_CURSOR).toString();
    }

    /// After this the next frame is drawn from here, in full.
    void reset() {
        shown = new ArrayList<>();
        cursor = new Frame.Cursor(0, 0);
    }

    private void home(StringBuilder out, int width) {
        if (columns != 0 && width != columns) {
            up(out, rowsAbove(width));
            out.append('\r');
            forget(out);
        } else {
            up(out, cursor.row());
            out.append('\r');
        }
        columns = width;
    }

    /// A terminal that was made narrower has broken the lines anew.
    private int rowsAbove(int width) {
        var rows = Math.max(0, cursor.column()) / width;
        for (var row = 0; row < cursor.row() && row < shown.size(); row++) {
            var line = shown.get(row);
            rows += line == null ? 1 : Math.max(1, (line.columnLength() + width - 1) / width);
        }
        return rows;
    }

    private void forget(StringBuilder out) {
        out.append(CLEAR_BELOW);
        shown = new ArrayList<>();
    }

    private void lines(StringBuilder out, List<AttributedString> lines) {
        for (var row = 0; row < lines.size(); row++) {
            if (row > 0) {
                out.append("\r\n");
            }
            if (row >= shown.size() || !Objects.equals(shown.get(row), lines.get(row))) {
                out.append(CLEAR_LINE).append(ansi.apply(Harmless.line(lines.get(row))));
            }
        }
        if (shown.size() > lines.size()) {
            out.append("\r\n").append(CLEAR_BELOW).append("\u001b[A");
        }
        shown = new ArrayList<>(lines);
    }

    private void place(StringBuilder out, Frame frame) {
        var hidden = frame.cursor().column() < 0;
        var row = hidden ? frame.lines().size() - 1 : frame.cursor().row();
        up(out, frame.lines().size() - 1 - row);
        out.append('\r');
        if (!hidden) {
            if (frame.cursor().column() > 0) {
                out.append("\u001b[").append(frame.cursor().column()).append('C');
            }
            out.append(SHOW_CURSOR);
        }
        cursor = new Frame.Cursor(row, frame.cursor().column());
    }

    private static void up(StringBuilder out, int rows) {
        if (rows > 0) {
            out.append("\u001b[").append(rows).append('A');
        }
    }

    private static List<AttributedString> split(AttributedString line, int width) {
        var harmless = Harmless.line(line);
        return harmless.columnLength() <= width ? List.of(harmless) : harmless.columnSplitLength(width);
    }
}
