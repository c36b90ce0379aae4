package dev.coder.cli.render;

import dev.coder.cli.terminal.OutputLines;
import dev.coder.cli.terminal.PlainText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The output of a running call: its first and its last lines. Takes no more room however much comes. Used by one
/// thread.
public final class CallOutput {

    private static final int LONGEST = 2000;

    private final int kept;
    private final Deque<String> head = new ArrayDeque<>();
    private final Deque<String> tail = new ArrayDeque<>();
    private final StringBuilder begun = new StringBuilder();
    private long count;
    private boolean skipped;

    /// @param kept how many lines of the beginning and of the end
    public CallOutput(int kept) {
        this.kept = kept;
    }

    /// Goes on where the last text ended. A carriage return begins the line anew, as progress bars do.
    public void add(String text) {
        var plain = PlainText.strip(text.replace("\r\n", "\n").replace('\r', '\n'));
        var from = 0;
        for (var end = plain.indexOf('\n'); end >= 0; end = plain.indexOf('\n', from)) {
            append(plain, from, end);
            finish();
            from = end + 1;
        }
        append(plain, from, plain.length());
    }

    private void append(String text, int from, int to) {
        begun.append(text, from, Math.min(to, from + Math.max(0, LONGEST - begun.length())));
    }

    private void finish() {
        count++;
        if (head.size() < kept && !skipped) {
            head.add(begun.toString());
        } else {
            tail.add(begun.toString());
            if (tail.size() > kept) {
                tail.remove();
            }
        }
        begun.setLength(0);
    }

    /// So many lines come here that are not known.
    public void skip(long lines) {
        count += lines;
        tail.clear();
        skipped = true;
    }

    /// The first and the last lines, and how many there are in between.
    ///
    /// @param most how many lines at most
    public List<String> ends(int most) {
        var all = new ArrayList<>(head);
        all.addAll(tail);
        if (!begun.isEmpty()) {
            all.add(begun.toString());
        }
        if (count() == all.size() && all.size() <= most) {
            return all;
        }
        var first = Math.min(head.size(), most / 2);
        var last = Math.min(all.size() - first, most - first - 1);
        var ends = new ArrayList<>(all.subList(0, first));
        ends.add(OutputLines.notShown(count() - first - last));
        ends.addAll(all.subList(all.size() - last, all.size()));
        return ends;
    }

    /// The last lines so far.
    ///
    /// @param most how many at most
    public List<String> last(int most) {
        var lines = new ArrayDeque<>(tail.isEmpty() ? head : tail);
        if (!begun.isEmpty()) {
            lines.add(begun.toString());
        }
        while (lines.size() > most) {
            lines.remove();
        }
        return List.copyOf(lines);
    }

    /// How many lines there were.
    public long count() {
        return count + (begun.isEmpty() ? 0 : 1);
    }
}
