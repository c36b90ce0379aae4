package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.util.stream.Collectors;

/// The lines that a change takes away and brings, as a user reads them who is asked for leave.
final class Preview {

    private Preview() {}

    static String removed(String text) {
        return marked("- ", text);
    }

    static String added(String text) {
        return marked("+ ", text);
    }

    /// What a set of changes does to each file.
    static String of(ChangeSet changes, CharsetHint hint) throws ToolException {
        var text = new StringBuilder();
        for (var change : changes.changes()) {
            var shown = change.file().shown();
            var before = change.before() == null
                    ? ""
                    : TextFile.of(change.before(), shown, hint).text();
            var after = change.after() == null
                    ? ""
                    : TextFile.of(change.after(), shown, hint).text();
            if (changes.changes().size() > 1) {
                text.append(verb(change)).append(CleanText.oneLine(shown)).append('\n');
            }
            text.append(change.before() == null ? added(after) : UnifiedDiff.of(before, after));
        }
        return text.toString();
    }

    private static String verb(FileChange change) {
        return change.before() == null ? "new " : change.after() == null ? "delete " : "";
    }

    private static String marked(String mark, String text) {
        return text.lines().map(line -> mark + line + "\n").collect(Collectors.joining());
    }
}
