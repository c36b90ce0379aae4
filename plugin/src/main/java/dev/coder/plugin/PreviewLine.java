package dev.coder.plugin;

import java.util.ArrayList;
import java.util.List;

/// One line of what a call would change, as data: what it is stands beside its text, so nothing in the text is ever
/// read as structure.
///
/// @param number in its file, the old one for what is removed; 0 when it is not known
/// @param text   without a sign before it and without its line feed; anything else may be in it
public record PreviewLine(Kind kind, int number, String text) {

    public enum Kind {
        /// The name of a file, or what becomes of it.
        FILE,
        /// Lines are left out here.
        HUNK,
        CONTEXT,
        ADDED,
        REMOVED,
        /// Such as `\ No newline at end of file`.
        REMARK,
        /// What will run.
        CODE
    }

    public PreviewLine {
        if (text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line of a preview ends at its line feed");
        }
    }

    /// The lines of a text. Only a line feed ends one: whatever else a program or a terminal takes for a line end stays
    /// in the text, where it is shown.
    public static List<PreviewLine> of(Kind kind, String text) {
        return split(text).stream().map(line -> new PreviewLine(kind, 0, line)).toList();
    }

    /// What stands between the line feeds of a text. An empty text has no line.
    public static List<String> split(String text) {
        var lines = new ArrayList<String>();
        var from = 0;
        for (var end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            lines.add(text.substring(from, end));
            from = end + 1;
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    /// The line with its sign before it, for those who show no numbers or colours.
    public String marked() {
        return switch (kind) {
            case FILE, HUNK, REMARK, CODE -> text;
            case CONTEXT -> "  " + text;
            case ADDED -> "+ " + text;
            case REMOVED -> "- " + text;
        };
    }
}
