package dev.coder.cli.render;

import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.PreviewLine.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A diff that a test has as text, as data.
public final class DiffText {

    private DiffText() {}

    private static final Pattern HUNK =
            Pattern.compile("@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@.*");

    /// Reads a diff of git or `diff -u`, and what our tools show for a new file: its lines after `+ `.
    public static List<PreviewLine> read(String diff) {
        var reader = new Reader();
        PreviewLine.split(diff).forEach(reader::take);
        return reader.lines;
    }

    /// Counts the lines of a hunk: within one, `---` is a line that was removed and no name of a file.
    private static final class Reader {

        private final List<PreviewLine> lines = new ArrayList<>();
        private int oldNumber;
        private int newNumber;
        private int oldLeft;
        private int newLeft;

        private void take(String line) {
            var hunk = HUNK.matcher(line);
            if (oldLeft <= 0 && newLeft <= 0 && hunk.matches()) {
                oldNumber = Integer.parseInt(hunk.group(1));
                newNumber = Integer.parseInt(hunk.group(3));
                oldLeft = hunk.group(2) == null ? 1 : Integer.parseInt(hunk.group(2));
                newLeft = hunk.group(4) == null ? 1 : Integer.parseInt(hunk.group(4));
                lines.add(new PreviewLine(Kind.HUNK, 0, line));
            } else if (oldLeft > 0 || newLeft > 0) {
                within(line);
            } else {
                outside(line);
            }
        }

        private void within(String line) {
            switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case '+' -> {
                    lines.add(new PreviewLine(Kind.ADDED, newNumber++, line.substring(1)));
                    newLeft--;
                }
                case '-' -> {
                    lines.add(new PreviewLine(Kind.REMOVED, oldNumber++, line.substring(1)));
                    oldLeft--;
                }
                case ' ' -> {
                    lines.add(new PreviewLine(Kind.CONTEXT, newNumber++, line.isEmpty() ? "" : line.substring(1)));
                    oldNumber++;
                    oldLeft--;
                    newLeft--;
                }
                default -> lines.add(new PreviewLine(Kind.REMARK, 0, line));
            }
        }

        private void outside(String line) {
            if (line.startsWith("--- ") || line.startsWith("+++ ")) {
                name(line);
            } else if (line.startsWith("+ ") || line.equals("+")) {
                lines.add(new PreviewLine(Kind.ADDED, 0, line.substring(Math.min(2, line.length()))));
            } else if (line.startsWith("- ") || line.equals("-")) {
                lines.add(new PreviewLine(Kind.REMOVED, 0, line.substring(Math.min(2, line.length()))));
            } else if (!line.startsWith("index ")) {
                var kind = line.startsWith("\\") || line.isBlank() ? Kind.REMARK : Kind.FILE;
                lines.add(new PreviewLine(kind, 0, line));
            }
        }

        /// The old name only where the file is gone: else one of the two is enough.
        private void name(String line) {
            var name = line.substring(4).replaceFirst("\t.*", "");
            if (!name.equals("/dev/null") && (line.startsWith("+") || !lastIs(name))) {
                lastIsGone();
                lines.add(new PreviewLine(Kind.FILE, 0, name.replaceFirst("^[ab]/", "")));
            }
        }

        private boolean lastIs(String name) {
            return !lines.isEmpty() && lines.getLast().text().endsWith(name);
        }

        /// Of two names of one file, the latter stays.
        private void lastIsGone() {
            if (!lines.isEmpty() && lines.getLast().kind() == Kind.FILE) {
                lines.removeLast();
            }
        }
    }
}
