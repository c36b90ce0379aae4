package dev.coder.tools;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.jspecify.annotations.Nullable;

/// Which lines of a new text are lines of the old one.
final class LineDiff {

    private LineDiff() {}

    /// A line of the new text.
    ///
    /// @param old  the line of the old text, from 0, that it is, or whose place it takes; null: it has none
    /// @param kept whether it is that line, unchanged
    record Line(String text, @Nullable Integer old, boolean kept) {}

    static List<Line> of(List<String> before, List<String> after) {
        var lines = new ArrayList<Line>();
        var edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, raw(before), raw(after));
        var old = 0;
        for (var edit : edits) {
            while (lines.size() < edit.getBeginB()) {
                lines.add(new Line(after.get(lines.size()), old++, true));
            }
            for (var i = 0; i < edit.getLengthB(); i++) {
                var paired = i < edit.getLengthA() ? edit.getBeginA() + i : null;
                lines.add(new Line(after.get(lines.size()), paired, false));
            }
            old = edit.getEndA();
        }
        while (lines.size() < after.size()) {
            lines.add(new Line(after.get(lines.size()), old++, true));
        }
        return lines;
    }

    private static RawText raw(List<String> lines) {
        return new RawText((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
