package dev.coder.cli.render;

import dev.coder.plugin.PreviewLine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.Node;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/// A table that fits: as it is, with wrapped cells, or where that would leave columns of a few letters, each row as a
/// list of its cells.
final class MarkdownTable {

    private static final int NARROWEST = 8;
    private static final String GAP = " │ ";

    private final Theme theme;
    private final List<AttributedString> head = new ArrayList<>();
    private final List<List<AttributedString>> rows = new ArrayList<>();
    private final List<TableCell.Alignment> alignments = new ArrayList<>();

    MarkdownTable(Theme theme, MarkdownInlines inlines, TableBlock table) {
        this.theme = theme;
        for (var part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (var row = part.getFirstChild(); row != null; row = row.getNext()) {
                take(row, part instanceof TableHead, inlines);
            }
        }
    }

    private void take(Node row, boolean isHead, MarkdownInlines inlines) {
        var cells = new ArrayList<AttributedString>();
        for (var node = row.getFirstChild(); node != null; node = node.getNext()) {
            cells.add(inlines.of(node, isHead ? Role.STRONG : Role.PLAIN));
            if (isHead && node instanceof TableCell cell) {
                alignments.add(cell.getAlignment() == null ? TableCell.Alignment.LEFT : cell.getAlignment());
            }
        }
        if (isHead) {
            head.addAll(cells);
        } else {
            rows.add(cells);
        }
    }

    List<AttributedString> lines(int width) {
        if (head.isEmpty()) {
            return List.of();
        }
        var room = width - GAP.length() * (head.size() - 1);
        var natural = IntStream.range(0, head.size()).map(this::natural).toArray();
        if (theme.screenReader() || room < needed(natural)) {
            return stacked(width);
        }
        return grid(fitted(natural, room));
    }

    private static int needed(int[] natural) {
        return IntStream.of(natural).map(column -> Math.min(column, NARROWEST)).sum();
    }

    private int natural(int column) {
        var widest = widest(head.get(column));
        for (var row : rows) {
            widest = Math.max(widest, column < row.size() ? widest(row.get(column)) : 0);
        }
        return Math.max(1, widest);
    }

    private static int widest(AttributedString cell) {
        return PreviewLine.split(cell.toString()).stream()
                .mapToInt(Columns::width)
                .max()
                .orElse(0);
    }

    /// The widest columns give way first.
    private static int[] fitted(int[] natural, int room) {
        var limit = IntStream.of(natural).max().orElse(0);
        while (limited(natural, limit) > room) {
            limit--;
        }
        var spare = room - limited(natural, limit);
        var widths = new int[natural.length];
        for (var i = 0; i < widths.length; i++) {
            var more = natural[i] > limit && spare > 0 ? 1 : 0;
            widths[i] = Math.min(natural[i], limit) + more;
            spare -= more;
        }
        return widths;
    }

    private static int limited(int[] natural, int limit) {
        return IntStream.of(natural).map(column -> Math.min(column, limit)).sum();
    }

    private List<AttributedString> grid(int[] widths) {
        var lines = new ArrayList<>(row(head, widths));
        var rule = new ArrayList<String>();
        for (var width : widths) {
            rule.add("─".repeat(width));
        }
        lines.add(theme.text(String.join("─┼─", rule), Role.BORDER));
        rows.forEach(row -> lines.addAll(row(row, widths)));
        return lines;
    }

    private List<AttributedString> row(List<AttributedString> cells, int[] widths) {
        var wrapped = new ArrayList<List<AttributedString>>();
        for (var i = 0; i < widths.length; i++) {
            wrapped.add(Columns.wrap(i < cells.size() ? cells.get(i) : AttributedString.EMPTY, widths[i]));
        }
        var height = wrapped.stream().mapToInt(List::size).max().orElse(0);
        var lines = new ArrayList<AttributedString>();
        for (var y = 0; y < height; y++) {
            lines.add(line(wrapped, widths, y));
        }
        return lines;
    }

    private AttributedString line(List<List<AttributedString>> cells, int[] widths, int y) {
        var line = new AttributedStringBuilder();
        for (var i = 0; i < widths.length; i++) {
            var cell = y < cells.get(i).size() ? cells.get(i).get(y) : AttributedString.EMPTY;
            line.append(i == 0 ? AttributedString.EMPTY : theme.text(GAP, Role.BORDER));
            line.append(aligned(cell, widths[i], alignments.get(i)));
        }
        return line.toAttributedString();
    }

    private static AttributedString aligned(AttributedString cell, int width, TableCell.Alignment alignment) {
        var room = Math.max(0, width - Columns.width(cell));
        var left = switch (alignment) {
            case LEFT -> 0;
            case CENTER -> room / 2;
            case RIGHT -> room;
        };
        return new AttributedStringBuilder()
                .append(" ".repeat(left))
                .append(cell)
                .append(" ".repeat(room - left))
                .toAttributedString();
    }

    private List<AttributedString> stacked(int width) {
        var lines = new ArrayList<AttributedString>();
        for (var row : rows) {
            if (!lines.isEmpty()) {
                lines.add(AttributedString.EMPTY);
            }
            for (var i = 0; i < Math.min(row.size(), head.size()); i++) {
                var cell = new AttributedStringBuilder()
                        .append(head.get(i))
                        .append(": ")
                        .append(row.get(i));
                lines.addAll(
                        Columns.wrap(cell.toAttributedString(), width, AttributedString.EMPTY, AttributedString.EMPTY));
            }
        }
        return lines.isEmpty() ? Columns.wrap(AttributedString.join(new AttributedString(", "), head), width) : lines;
    }
}
