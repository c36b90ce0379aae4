package dev.coder.cli.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The column below a name in a table: comma-separated values, or what `psql` and Markdown draw with bars.
///
/// @param from where the name starts
/// @param name what it says
record TableColumn(String text, int from, KeyName name) {

    private static final int MOST_CELLS = 64;
    private static final int LONGEST_TITLES = 1024;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final Pattern TITLE = Pattern.compile("\\s*[\"*`]{0,3}[A-Za-z][\\w .-]{0,40}[\"*`]{0,3}\\s*|\\s*");
    private static final Pattern RULE = Pattern.compile("[\\s|+:=-]+");

    private record Cell(int start, int end) {}

    void look(Findings found) {
        var line = Near.lineStart(text, from, LONGEST_TITLES);
        if (line > 0 && text.charAt(line - 1) != '\n') {
            return;
        }
        var delimiter = delimiter(line);
        var titles = cells(line, delimiter);
        var column = column(titles);
        if (titles.size() < 2 || titles.size() == MOST_CELLS || column < 0 || !header(line, titles, delimiter)) {
            return;
        }
        for (var row = next(line); row < text.length(); row = next(row)) {
            var cells = cells(row, delimiter);
            if (cells.size() == titles.size()) {
                judge(cells.get(column), found);
            } else if (!RULE.matcher(text.substring(row, end(row))).matches()) {
                return;
            }
        }
    }

    private int end(int line) {
        return Near.lineEnd(text, line, LONGEST_LINE);
    }

    private int next(int line) {
        return end(line) + 1;
    }

    private char delimiter(int line) {
        var titles = text.substring(line, Near.lineEnd(text, line, LONGEST_TITLES));
        for (var mark : new char[] {'|', '\t', ';'}) {
            if (titles.indexOf(mark) >= 0) {
                return mark;
            }
        }
        return ',';
    }

    private List<Cell> cells(int line, char delimiter) {
        var cells = new ArrayList<Cell>();
        var end = end(line);
        var start = line;
        for (var i = line; i <= end && cells.size() < MOST_CELLS; i++) {
            if (i == end || text.charAt(i) == delimiter) {
                cells.add(new Cell(start, i));
                start = i + 1;
            }
        }
        return cells;
    }

    private int column(List<Cell> titles) {
        for (var i = 0; i < titles.size(); i++) {
            if (from >= titles.get(i).start() && from < titles.get(i).end()) {
                return i;
            }
        }
        return -1;
    }

    /// Whether these are titles, and the line before is no row of the same table.
    private boolean header(int line, List<Cell> titles, char delimiter) {
        if (line > 1
                && cells(Near.lineStart(text, line - 1, LONGEST_LINE), delimiter)
                                .size()
                        == titles.size()) {
            return false;
        }
        return titles.stream()
                .allMatch(cell ->
                        TITLE.matcher(text.substring(cell.start(), cell.end())).matches());
    }

    private void judge(Cell cell, Findings found) {
        var start = cell.start();
        var end = cell.end();
        while (start < end && around(text.charAt(start))) {
            start++;
        }
        while (end > start && around(text.charAt(end - 1))) {
            end--;
        }
        if (SecretValue.plausible(text.substring(start, end), name, SecretValue.Writing.WORD)) {
            found.add(start, end, "secret", Assignments.RANK);
        }
    }

    private static boolean around(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '`';
    }
}
