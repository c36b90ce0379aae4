package dev.coder.cli.tui;

import dev.coder.cli.terminal.PlainText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jline.utils.AttributedString;

/// A call that runs, with the end of what it has said so far.
final class RunningCall {

    private static final int KEPT = 200;
    private static final int LINE = 2000;

    private final String title;
    private final long since;
    private final Deque<String> lines = new ArrayDeque<>();
    private final StringBuilder begun = new StringBuilder();
    private long gone;

    /// @param since nanoseconds, of the activity's clock
    RunningCall(String title, long since) {
        this.title = title;
        this.since = since;
    }

    String title() {
        return title;
    }

    void say(String text) {
        begun.append(text.replace("\r\n", "\n"));
        for (var end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n")) {
            keep(begun.substring(0, end));
            begun.delete(0, end + 1);
        }
        begun.setLength(Math.min(begun.length(), LINE));
    }

    private void keep(String line) {
        lines.add(shown(line));
        if (lines.size() > KEPT) {
            lines.poll();
            gone++;
        }
    }

    /// What a terminal would show of the line at its end: a progress bar writes over itself.
    private static String shown(String line) {
        var text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        var plain = PlainText.stripSequences(text.substring(text.lastIndexOf('\r') + 1))
                .replace("\t", "    ");
        return plain.length() > LINE ? plain.substring(0, LINE) : plain;
    }

    /// The last lines of the output, as many as kept.
    List<String> output() {
        var all = new ArrayList<>(lines);
        if (!begun.isEmpty()) {
            all.add(shown(begun.toString()));
        }
        return all;
    }

    /// @param tail how many lines of output at most
    List<AttributedString> lines(long now, int width, int tail) {
        var shown = new ArrayList<AttributedString>();
        shown.add(Look.fit(
                Look.join(
                        Look.of("● ", Look.CAREFUL),
                        Look.of(PlainText.show(title)),
                        Look.of(now - since < 1_000_000_000L ? "" : " " + Elapsed.text(now - since), Look.DIM)),
                width));
        var output = output();
        var hidden = gone + Math.max(0, output.size() - tail);
        if (hidden > 0) {
            shown.add(Look.fit(Look.of("  ⎿ … " + hidden + " earlier lines", Look.DIM), width));
        }
        output.subList(Math.max(0, output.size() - tail), output.size())
                .forEach(line -> shown.add(Look.fit(Look.of("  ⎿ " + line, Look.DIM), width)));
        return shown;
    }
}
