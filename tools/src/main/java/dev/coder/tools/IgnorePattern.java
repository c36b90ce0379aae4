package dev.coder.tools;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One line of a file of git's that says what is ignored (gitignore(5)).
///
/// @param negated    what matches is not ignored
/// @param folderOnly it ended in a slash
/// @param ofName     it has no other slash: the name alone is looked at, at any depth
/// @param start      how what matches begins, letter by letter
/// @param rest       what follows then; null for nothing
record IgnorePattern(
        boolean negated,
        boolean folderOnly,
        boolean ofName,
        boolean ignoreCase,
        String start,
        @Nullable WildPattern rest) {

    /// @param line without its line end
    /// @return null for a line that ignores nothing: blank, a comment, or a pattern that is not complete
    static @Nullable IgnorePattern of(String line, boolean ignoreCase) {
        if (line.startsWith("#")) {
            return null;
        }
        var text = withoutTrailingBlanks(line);
        var negated = text.startsWith("!");
        text = negated ? text.substring(1) : text;
        var folderOnly = text.endsWith("/");
        text = folderOnly ? text.substring(0, text.length() - 1) : text;
        var ofName = text.indexOf('/') < 0;
        text = text.startsWith("/") ? text.substring(1) : text;
        var start = literalStart(text);
        try {
            var rest = start == text.length() ? null : WildPattern.of(text.substring(start), ignoreCase);
            var literal = text.substring(0, start);
            return text.isEmpty()
                    ? null
                    : new IgnorePattern(
                            negated, folderOnly, ofName, ignoreCase, ignoreCase ? lower(literal) : literal, rest);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// @param path relative to where the pattern stands
    /// @param name its last part
    boolean matches(String path, String name, boolean isFolder) {
        if (folderOnly && !isFolder) {
            return false;
        }
        var subject = ofName ? name : path;
        if (!(ignoreCase ? lower(subject) : subject).startsWith(start)) {
            return false;
        }
        return rest == null ? subject.length() == start.length() : rest.matches(subject.substring(start.length()));
    }

    /// Blanks at the end do not count, unless a backslash stands before them.
    private static String withoutTrailingBlanks(String line) {
        var end = 0;
        for (var i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
                end = Math.min(i + 1, line.length());
            } else if (line.charAt(i) != ' ') {
                end = i + 1;
            }
        }
        return line.substring(0, end);
    }

    private static int literalStart(String text) {
        var end = 0;
        while (end < text.length() && "*?[\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
