package dev.coder.cli.render;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/// A list of commands: what they are called, what they take, what they do.
public record HelpView(List<Row> rows) {

    private static final int GAP = 2;
    /// With less room than this for the descriptions, they stand below.
    private static final int READABLE = 24;

    /// @param argument such as `[MODEL]`; may be empty
    public record Row(String name, String argument, String description) {

        private String call() {
            return Columns.title(argument.isEmpty() ? name : name + " " + argument);
        }
    }

    public HelpView {
        rows = List.copyOf(rows);
    }

    public List<AttributedString> lines(Theme theme, int width) {
        var widest =
                rows.stream().mapToInt(row -> Columns.width(row.call())).max().orElse(0) + GAP;
        var below = width - widest < READABLE || theme.screenReader();
        var lines = new ArrayList<AttributedString>();
        for (var row : rows) {
            var description = theme.text(Columns.title(row.description()), Role.DIM);
            var call = call(row, theme);
            if (below) {
                var indent = new AttributedString(" ".repeat(GAP * 2));
                lines.addAll(Columns.wrap(call, width));
                lines.addAll(Columns.wrap(description, width, indent, indent));
            } else {
                var indent = new AttributedString(" ".repeat(widest));
                lines.addAll(Columns.wrap(description, width, Columns.padded(call, widest), indent));
            }
        }
        return lines;
    }

    private static AttributedString call(Row row, Theme theme) {
        return new AttributedStringBuilder()
                .styled(theme.style(Role.ACCENT), Columns.title(row.name()))
                .append(row.argument().isEmpty() ? "" : " ")
                .append(Columns.title(row.argument()))
                .toAttributedString();
    }
}
