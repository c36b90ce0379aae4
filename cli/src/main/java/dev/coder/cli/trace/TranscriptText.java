package dev.coder.cli.trace;

import dev.coder.cli.terminal.PlainText;
import dev.coder.plugin.PreviewLine;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// Items of a transcript as lines for people.
///
/// @param whole whether long texts are shown in full
public record TranscriptText(boolean whole) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneId.systemDefault());
    private static final String NO_TIME = " ".repeat(12);
    private static final int LINES = 12;
    private static final int COLUMNS = 300;

    /// With nothing in them that could harm a terminal.
    public List<String> lines(TranscriptItem item) {
        var lines = new ArrayList<String>();
        if (item.kind().equals("turn")) {
            lines.add("");
        }
        var text = PreviewLine.split(item.text().replace("\r\n", "\n"));
        var shown = whole || text.size() <= LINES ? text : text.subList(0, LINES);
        for (var i = 0; i < Math.max(1, shown.size()); i++) {
            var words = cut(shown.isEmpty() ? "" : shown.get(i));
            lines.add(
                    i == 0 ? "%s  %-8s %s%s".formatted(time(item), item.kind(), words, took(item)) : margin() + words);
        }
        if (shown.size() < text.size()) {
            lines.add(margin() + "[" + (text.size() - shown.size()) + " more lines; --full shows them]");
        }
        return lines;
    }

    private static String margin() {
        return NO_TIME + " ".repeat(11);
    }

    private String cut(String line) {
        var plain = PlainText.show(line);
        return whole || plain.length() <= COLUMNS ? plain : plain.substring(0, COLUMNS) + "…";
    }

    private static String time(TranscriptItem item) {
        if (item.at() == null) {
            return NO_TIME;
        }
        var at = Instant.ofEpochMilli(item.at());
        return item.kind().equals("turn") ? DAY.format(at) + "  " : TIME.format(at);
    }

    private static String took(TranscriptItem item) {
        return item.millis() == null ? "" : "  [" + item.millis() + " ms]";
    }
}
