package dev.coder.cli.tui;

import java.util.Locale;

/// How well a name fits to what was typed: all its characters in order; the better, the more of them stand together, at
/// the starts of words, and in the last part of a path.
final class FuzzyMatch {

    private final String query;

    FuzzyMatch(String query) {
        this.query = query.toLowerCase(Locale.ROOT);
    }

    /// @return 0 when it does not fit
    int score(String name) {
        if (query.isEmpty()) {
            return name.indexOf('/') < 0 ? 2 : 1;
        }
        var lower = name.toLowerCase(Locale.ROOT);
        var last = lower.lastIndexOf('/', lower.length() - 2) + 1;
        var inLast = lower.indexOf(query, last);
        if (inLast >= 0) {
            return 1000 + (inLast == last ? 500 : start(name, inLast) ? 200 : 0) - name.length();
        }
        var anywhere = lower.indexOf(query);
        if (anywhere >= 0) {
            return Math.max(1, 800 + (start(name, anywhere) ? 100 : 0) - name.length());
        }
        var inLastOnly = scattered(name, lower, last);
        return inLastOnly > 0 ? 300 + inLastOnly : scattered(name, lower, 0);
    }

    private int scattered(String name, String lower, int from) {
        var score = 1;
        var at = from - 1;
        for (var i = 0; i < query.length(); i++) {
            var next = lower.indexOf(query.charAt(i), at + 1);
            if (next < 0) {
                return 0;
            }
            score += next == at + 1 ? 6 : start(name, next) ? 8 : 0;
            at = next;
        }
        return score;
    }

    private static boolean start(String name, int index) {
        if (index == 0) {
            return true;
        }
        var before = name.charAt(index - 1);
        return !Character.isLetterOrDigit(before)
                || (Character.isUpperCase(name.charAt(index)) && Character.isLowerCase(before));
    }
}
