package dev.coder.tools;

import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.PreviewLine.Kind;
import dev.coder.plugin.ToolException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines that a change takes away and brings, as a user reads them who is asked for leave.
final class Preview {

    private Preview() {}

    /// One piece of text in another's place.
    static List<PreviewLine> replaced(String before, String after) {
        var lines = new ArrayList<>(PreviewLine.of(Kind.REMOVED, before));
        lines.addAll(PreviewLine.of(Kind.ADDED, after));
        return lines;
    }

    /// What a set of changes does to each file.
    static List<PreviewLine> of(ChangeSet changes, CharsetHint hint) throws ToolException {
        var lines = new ArrayList<PreviewLine>();
        for (var change : changes.changes()) {
            var shown = change.file().shown();
            if (changes.changes().size() > 1) {
                lines.add(new PreviewLine(Kind.FILE, 0, verb(change) + CleanText.oneLine(shown)));
            }
            lines.addAll(of(text(change.before(), shown, hint), text(change.after(), shown, hint), change));
        }
        return lines;
    }

    private static List<PreviewLine> of(String before, String after, FileChange change) {
        return change.before() == null ? PreviewLine.of(Kind.ADDED, after) : UnifiedDiff.of(before, after);
    }

    private static String text(byte @Nullable [] content, String shown, CharsetHint hint) throws ToolException {
        return content == null ? "" : TextFile.of(content, shown, hint).text();
    }

    private static String verb(FileChange change) {
        return change.before() == null ? "new " : change.after() == null ? "delete " : "";
    }
}
