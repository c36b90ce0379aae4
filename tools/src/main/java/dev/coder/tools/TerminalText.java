package dev.coder.tools;

import java.util.ArrayList;
import java.util.List;

/// A small terminal: takes what a program wrote, obeys what moves the cursor and erases, forgets colours and titles,
/// and
/// gives what a person would see at the end, everything that scrolled away included.
final class TerminalText {

    /// The part that a program can reach with the cursor.
    private static final int ROWS = 24;

    private static final int FARTHEST = 1000;
    private static final char ESCAPE = '\u001b';
    private static final char BELL = '\u0007';

    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private final String text;
    private int at;
    private int row;
    private int column;
    private int beforeFullScreen = -1;

    private TerminalText(String text) {
        this.text = text;
    }

    static String of(String written) {
        return new TerminalText(written).read();
    }

    private String read() {
        while (at < text.length()) {
            take(text.charAt(at++));
        }
        return String.join("\n", rows);
    }

    private void take(char c) {
        switch (c) {
            case '\n' -> goTo(row + 1, 0);
            case '\r' -> column = 0;
            case '\b' -> column = Math.max(0, column - 1);
            case '\t' -> put('\t');
            case ESCAPE -> sequence();
            case '\u009b' -> control();
            default -> {
                if (c >= ' ' && (c < 0x7f || c > 0x9f)) {
                    put(c);
                }
            }
        }
    }

    private void put(char c) {
        var line = rows.get(row);
        while (line.length() < column) {
            line.append(' ');
        }
        if (column < line.length()) {
            line.setCharAt(column, c);
        } else {
            line.append(c);
        }
        column++;
    }

    private void goTo(int newRow, int newColumn) {
        row = Math.max(0, newRow);
        column = Math.clamp(newColumn, 0, Math.max(FARTHEST, column));
        while (rows.size() <= row) {
            rows.add(new StringBuilder());
        }
    }

    private void sequence() {
        if (at >= text.length()) {
            return;
        }
        var kind = text.charAt(at++);
        if (kind == '[') {
            control();
        } else if ("]P_^X".indexOf(kind) >= 0) {
            skipString();
        } else if (kind >= ' ' && kind <= '/') {
            while (at < text.length() && text.charAt(at++) < '0') {}
        }
    }

    /// A title, a link and the like: up to BEL or ESC \.
    private void skipString() {
        while (at < text.length()) {
            var c = text.charAt(at++);
            if (c == BELL) {
                return;
            }
            if (c == ESCAPE) {
                at += at < text.length() && text.charAt(at) == '\\' ? 1 : 0;
                return;
            }
        }
    }

    private void control() {
        var start = at;
        while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) < '@') {
            at++;
        }
        if (at < text.length()) {
            obey(text.charAt(at++), text.substring(start, at - 1));
        }
    }

    /// ECMA-48, and the full-screen mode of xterm.
    private void obey(char command, String parameters) {
        var n = Math.max(1, number(parameters, 0));
        var top = Math.max(0, rows.size() - ROWS);
        switch (command) {
            case 'A' -> goTo(Math.max(top, row - n), column);
            case 'B' -> goTo(Math.min(top + ROWS - 1, row + n), column);
            case 'C' -> goTo(row, column + n);
            case 'D' -> goTo(row, column - n);
            case 'E' -> goTo(Math.min(top + ROWS - 1, row + n), 0);
            case 'F' -> goTo(Math.max(top, row - n), 0);
            case 'G' -> goTo(row, n - 1);
            case 'H', 'f' -> goTo(top + Math.min(ROWS, n) - 1, Math.max(1, number(parameters, 1)) - 1);
            case 'K' -> eraseInLine(number(parameters, 0));
            case 'J' -> eraseInScreen(number(parameters, 0), top);
            case 'h', 'l' -> fullScreen(command == 'h', parameters);
            default -> {
                // colours and the like
            }
        }
    }

    private void eraseInLine(int what) {
        var line = rows.get(row);
        if (what == 0) {
            line.setLength(Math.min(line.length(), column));
        } else if (what == 2) {
            line.setLength(0);
        } else {
            line.replace(0, Math.min(line.length(), column + 1), " ".repeat(Math.min(line.length(), column + 1)));
        }
    }

    private void eraseInScreen(int what, int top) {
        if (what == 0) {
            eraseInLine(0);
            rows.subList(row + 1, rows.size()).clear();
        } else if (what >= 2) {
            rows.subList(top, rows.size()).forEach(line -> line.setLength(0));
        }
    }

    private void fullScreen(boolean begins, String parameters) {
        if (!parameters.equals("?1049") && !parameters.equals("?47")) {
            return;
        }
        if (begins) {
            beforeFullScreen = rows.size();
            goTo(rows.size(), 0);
        } else if (beforeFullScreen > 0) {
            rows.subList(Math.min(rows.size(), beforeFullScreen), rows.size()).clear();
            goTo(rows.size() - 1, rows.getLast().length());
        }
    }

    /// @return 0 when it is absent or too long to make sense
    private static int number(String parameters, int index) {
        var parts = parameters.split(";", -1);
        var part = index < parts.length ? parts[index] : "";
        return part.matches("[0-9]{1,4}") ? Integer.parseInt(part) : 0;
    }
}
