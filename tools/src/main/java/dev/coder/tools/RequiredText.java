package dev.coder.tools;

import org.jspecify.annotations.Nullable;

/// The longest text that stands in everything that a regular expression matches. It is found in a file many times
/// faster
/// than the expression itself.
final class RequiredText {

    private static final int TOO_SHORT = 3;
    private static final String CLASSES = "bBdDwWsS";

    private final String pattern;
    private final StringBuilder run = new StringBuilder();
    private String longest = "";
    private int at;

    private RequiredText(String pattern) {
        this.pattern = pattern;
    }

    /// Null when there is none, or it is not easily told.
    static @Nullable String of(String pattern) {
        return pattern.matches("[ -~&&[^|()]]*") ? new RequiredText(pattern).longest() : null;
    }

    private @Nullable String longest() {
        while (at < pattern.length()) {
            var c = pattern.charAt(at++);
            switch (c) {
                case '.', '^', '$', '+' -> end();
                case '?', '*', '{' -> endBeforeLast();
                case '[' -> {
                    if (!skipSet()) {
                        return null;
                    }
                }
                case '\\' -> {
                    if (!skipEscape()) {
                        return null;
                    }
                }
                default -> run.append(c);
            }
        }
        end();
        return longest.length() < TOO_SHORT ? null : longest;
    }

    private void end() {
        longest = run.length() > longest.length() ? run.toString() : longest;
        run.setLength(0);
    }

    /// What may be missing, or stands a number of times, is no part of it.
    private void endBeforeLast() {
        if (!run.isEmpty()) {
            run.setLength(run.length() - 1);
        }
        end();
        if (pattern.charAt(at - 1) == '{' && pattern.indexOf('}', at) > 0) {
            at = pattern.indexOf('}', at) + 1;
        }
    }

    private boolean skipEscape() {
        end();
        if (at == pattern.length()) {
            return false;
        }
        var escaped = pattern.charAt(at++);
        return CLASSES.indexOf(escaped) >= 0 || !Character.isLetterOrDigit(escaped);
    }

    private boolean skipSet() {
        end();
        at += pattern.startsWith("^", at) ? 1 : 0;
        var end = pattern.indexOf(']', at + 1);
        if (end < 0 || pattern.substring(at, end).matches(".*[\\[\\\\].*")) {
            return false;
        }
        at = end + 1;
        return true;
    }
}
