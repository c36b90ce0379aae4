package dev.coder.tools;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/// A regular expression of RE2 in the words of ripgrep, for text of ASCII. There both mean the same, except for what is
/// not translated.
final class RustPattern {

    /// Ends of the whole text, where we look at one line and ripgrep at many; flags; operators and brackets in
    /// sets.
    private static final Pattern OTHERWISE =
            Pattern.compile("\\\\[AzZCQEpP]|\\\\b\\{|\\(\\?(?:[^:iP]|i[^)]|P[^<])|&&|--|~~|\\[[^]]*\\[|\\\\[0-9]");

    private static final String META = "\\.+*?()|[]{}^$";

    private final String pattern;
    private final StringBuilder result = new StringBuilder();
    private int at;

    private RustPattern(String pattern) {
        this.pattern = pattern;
    }

    /// Null when it might mean something else there.
    static @Nullable String of(String pattern) {
        return OTHERWISE.matcher(pattern).find() ? null : new RustPattern(pattern).translated();
    }

    private String translated() {
        while (at < pattern.length()) {
            var c = pattern.charAt(at++);
            switch (c) {
                case '\\' -> escape();
                case '[' -> set();
                case '$' -> result.append("\\r?$"); // our lines are without their ends
                default -> result.append(c);
            }
        }
        return result.toString();
    }

    /// Ripgrep refuses some that are not needed, and gives a meaning to others.
    private void escape() {
        if (at == pattern.length()) {
            result.append('\\');
            return;
        }
        var escaped = pattern.charAt(at++);
        var isNeeded = META.indexOf(escaped) >= 0 || escaped == '-' || Character.isLetterOrDigit(escaped);
        result.append(isNeeded ? "\\" : "").append(escaped);
    }

    private void set() {
        result.append('[');
        var start = pattern.startsWith("^", at) ? at + 1 : at;
        while (at < pattern.length()) {
            var c = pattern.charAt(at++);
            if (c == '\\') {
                escape();
            } else {
                result.append(c);
            }
            if (c == ']' && at - 1 > start) {
                return;
            }
        }
    }
}
