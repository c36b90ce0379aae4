package dev.coder.cli.tui;

import dev.coder.cli.execute.Approver.Question;
import dev.coder.cli.terminal.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// What is asked about, in lines.
final class ApprovalText {

    private ApprovalText() {}

    static List<AttributedString> lines(Question question, int width) {
        var lines = new ArrayList<AttributedString>();
        whole(question)
                .forEach(line ->
                        lines.addAll(line.columnLength() <= width ? List.of(line) : line.columnSplitLength(width)));
        return lines;
    }

    static List<AttributedString> whole(Question question) {
        var lines = new ArrayList<AttributedString>();
        lines.add(Look.of(PlainText.show(question.title()), Look.BOLD));
        question.preview().lines().forEach(line -> lines.add(Look.of("  " + PlainText.show(line), style(line))));
        lines.add(Look.of(PlainText.show(question.reason()), Look.DIM));
        return lines;
    }

    private static AttributedStyle style(String line) {
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> Look.GOOD;
            case '-' -> Look.BAD;
            case '@' -> Look.DIM;
            default -> Look.PLAIN;
        };
    }
}
