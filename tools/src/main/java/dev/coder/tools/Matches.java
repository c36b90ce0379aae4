package dev.coder.tools;

import dev.coder.plugin.Workspace;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The lines that were found, in the order of their files: the first few hundred, and how many more there are.
/// Guards itself: used by many threads at once.
final class Matches {

    record Line(int number, String text) {}

    /// Why a file was not searched.
    enum Reason {
        SECRET("commonly hold secrets"),
        LARGE("are larger than 10 MiB");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    private static final int MAX_LINES = 200;
    private static final int MAX_CHARS = 16_000;
    private static final int MAX_LINE = 300;
    private static final int MAX_NAMES = 3;

    private final TreeMap<Path, List<Line>> byFile = new TreeMap<>();
    private final EnumMap<Reason, TreeSet<Path>> passedOver = new EnumMap<>(Reason.class);
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

    synchronized void passOver(Reason reason, Path file) {
        passedOver.computeIfAbsent(reason, _ -> new TreeSet<>()).add(file);
    }

    synchronized String shown(Workspace workspace) {
        var text = new StringBuilder(found == 0 ? "[no line matches]" : lines(workspace));
        passedOver.forEach((reason, files) -> text.append(text.charAt(text.length() - 1) == '\n' ? "" : "\n")
                .append(passed(reason, files, workspace)));
        return text.toString();
    }

    private static String passed(Reason reason, Set<Path> files, Workspace workspace) {
        var names = files.stream()
                .limit(MAX_NAMES)
                .map(file -> CleanText.visible(workspace.display(file)))
                .collect(Collectors.joining(", "));
        return "[not searched: " + names
                + (files.size() > MAX_NAMES ? " and " + (files.size() - MAX_NAMES) + " more" : "") + ", which "
                + reason.words + "]";
    }

    private String lines(Workspace workspace) {
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
