package dev.coder.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// The output of one call in whole lines, the first few of them.
final class OutputLines {

    private static final int WIDTH = 200;

    private final int limit;
    private final StringBuilder begun = new StringBuilder();
    private int printed;
    private int leftOut;

    OutputLines(int limit) {
        this.limit = limit;
    }

    /// @return the lines that are complete with this text and may be shown
    List<String> add(String text) {
        begun.append(text);
        var lines = new ArrayList<String>();
        for (var end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n")) {
            take(begun.substring(0, end), lines);
            begun.delete(0, end + 1);
        }
        begun.setLength(Math.min(begun.length(), WIDTH + 1)); // more of a line is not shown anyway
        return lines;
    }

    /// @return what is left when the call has ended
    List<String> rest() {
        var lines = new ArrayList<String>();
        if (!begun.isEmpty()) {
            take(begun.toString(), lines);
        }
        if (leftOut > 0) {
            lines.add("… " + leftOut + " more lines");
        }
        return lines;
    }

    private void take(String line, List<String> lines) {
        if (printed < limit) {
            lines.add(line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line);
            printed++;
        } else {
            leftOut++;
        }
    }
}
