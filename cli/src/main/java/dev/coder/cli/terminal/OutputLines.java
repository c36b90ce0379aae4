package dev.coder.cli.terminal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/// The output of one call in whole lines: the first few at once, the last few when it has ended, and how many are left
/// out in between.
public final class OutputLines {

    private static final int WIDTH = 200;

    private final int head;
    private final int tail;
    private final StringBuilder begun = new StringBuilder();
    private final Deque<String> last = new ArrayDeque<>();
    private long printed;
    private long leftOut;
    private boolean skipped;

    /// @param head how many of the first lines
    /// @param tail how many of the last ones
    OutputLines(int head, int tail) {
        this.head = head;
        this.tail = tail;
    }

    /// The one way in which Coder says that lines are missing.
    public static String notShown(long lines) {
        return String.format(Locale.ROOT, "… %,d line%s not shown", lines, lines == 1 ? "" : "s");
    }

    /// @return the lines that are complete with this text and may be shown
    List<String> add(String text) {
        var lines = new ArrayList<String>();
        var from = 0;
        for (var end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            begin(text, from, end);
            take(lines);
            from = end + 1;
        }
        begin(text, from, text.length());
        return lines;
    }

    /// More of a line than is shown needs not be kept.
    private void begin(String text, int from, int to) {
        begun.append(text, from, Math.min(to, from + Math.max(0, WIDTH + 2 - begun.length())));
    }

    /// So many lines come here that are not known.
    void skip(long lines) {
        leftOut += last.size() + lines;
        last.clear();
        skipped = true;
    }

    /// @return what is left when the call has ended
    List<String> rest() {
        var lines = new ArrayList<String>();
        if (!begun.isEmpty()) {
            take(lines);
        }
        if (leftOut > 0) {
            lines.add(notShown(leftOut));
        }
        lines.addAll(last);
        return lines;
    }

    private void take(List<String> lines) {
        var line = cut(begun.toString());
        begun.setLength(0);
        if (printed < head && !skipped) {
            lines.add(line);
            printed++;
            return;
        }
        last.add(line);
        if (last.size() > tail) {
            last.remove();
            leftOut++;
        }
    }

    private static String cut(String line) {
        if (line.length() <= WIDTH) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(WIDTH - 1)) ? WIDTH - 1 : WIDTH) + "…";
    }
}
