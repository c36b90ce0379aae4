package dev.coder.tools;

import dev.coder.plugin.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/// The lines that were found, in the order of their files: the first few hundred, and how many more there are.
/// Guards itself: used by many threads at once.
final class Matches {

    record Line(int number, String text) {}

    private static final int MAX_LINES = 200;
    private static final int MAX_CHARS = 16_000;
    private static final int MAX_LINE = 300;

    private final TreeMap<Path, List<Line>> byFile = new TreeMap<>();
    private int kept;
    private int found;
    private int files;

    /// A line as it is shown, cut when it is long.
    static String cut(String line) {
        if (line.length() <= MAX_LINE) {
            return CleanText.visible(line);
        }
        var end = Character.isHighSurrogate(line.charAt(MAX_LINE - 1)) ? MAX_LINE - 1 : MAX_LINE;
        return CleanText.visible(line.substring(0, end)) + "…";
    }

    synchronized void add(Path file, List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        files++;
        found += lines.size();
        kept += lines.size();
        byFile.put(file, lines);
        while (byFile.size() > 1 && kept - byFile.lastEntry().getValue().size() >= MAX_LINES) {
            kept -= byFile.pollLastEntry().getValue().size();
        }
    }

    synchronized boolean isEmpty() {
        return found == 0;
    }

    synchronized String shown(Workspace workspace) {
        var text = new StringBuilder();
        var lines = 0;
        for (var file : byFile.entrySet()) {
            var heading = CleanText.visible(workspace.display(file.getKey())) + "\n";
            for (var line : file.getValue()) {
                var row = heading + line.number() + ": " + line.text() + "\n";
                if (lines == MAX_LINES || text.length() + row.length() > MAX_CHARS) {
                    return text + leftOut(lines);
                }
                text.append(row);
                heading = "";
                lines++;
            }
        }
        return lines == found ? text.toString() : text + leftOut(lines);
    }

    private String leftOut(int shown) {
        return "[" + (found - shown) + " of " + found + " matching lines left out, in " + files
                + " files in all; narrow the pattern, the path or filePattern]";
    }
}
