package dev.coder.cli.secrets;

/// Searches that never look further than they are told, so that the work at one place does not grow with the text.
final class Near {

    private Near() {}

    /// Where the mark stands at or behind that place; -1 when it does not within the distance.
    static int next(String text, String mark, int from, int distance) {
        return text.indexOf(mark, from, Math.min(text.length(), from + distance));
    }

    /// Where the mark stands before that place; -1 when it does not within the distance.
    static int before(String text, char mark, int from, int distance) {
        for (var i = from - 1; i >= 0 && from - i <= distance; i--) {
            if (text.charAt(i) == mark) {
                return i;
            }
        }
        return -1;
    }

    /// Where the line starts, or that far before the place.
    static int lineStart(String text, int at, int distance) {
        var newline = before(text, '\n', at, distance);
        return newline >= 0 ? newline + 1 : Math.max(0, at - distance);
    }

    /// Where the line ends, or that far behind the place.
    static int lineEnd(String text, int at, int distance) {
        var newline = next(text, "\n", at, distance);
        return newline >= 0 ? newline : Math.min(text.length(), at + distance);
    }
}
