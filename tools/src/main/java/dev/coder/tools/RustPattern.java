package dev.coder.tools;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/// A regular expression of RE2 in the words of ripgrep, for text of ASCII. There both mean the same, except for what is
/// not translated.
final class RustPattern {

    /// Ends of the whole text, where we look at one line and ripgrep at many; flags; operators and brackets in sets.
    private static final Pattern OTHERWISE =
            Pattern.compile("\\\\[AzZCQEpP]|\\\\b\\{|\\(\\?(?:[^:iP]|i[^)]|P[^<])|&&|--|~~|\\[[^]]*\\[|\\\\[0-9]");

    private static final String META = "\\.+*?()|[]{}^$";

    private RustPattern() {}

    /// Null when it might mean something else there.
    static @Nullable String of(String pattern) {
        return OTHERWISE.matcher(pattern).find() ? null : withoutNeedlessEscapes(pattern);
    }

    /// Ripgrep refuses some of them, and gives a meaning to others.
    private static String withoutNeedlessEscapes(String pattern) {
        var result = new StringBuilder();
        for (var i = 0; i < pattern.length(); i++) {
            var c = pattern.charAt(i);
            if (c != '\\' || i + 1 == pattern.length()) {
                result.append(c);
            } else {
                var escaped = pattern.charAt(++i);
                var isNeeded = META.indexOf(escaped) >= 0 || escaped == '-' || Character.isLetterOrDigit(escaped);
                result.append(isNeeded ? "\\" : "").append(escaped);
            }
        }
        return result.toString();
    }
}
