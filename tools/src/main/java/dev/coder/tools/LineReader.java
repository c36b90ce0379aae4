package dev.coder.tools;

import java.io.IOException;
import java.io.Reader;
import java.util.Locale;

/// Reads lines of any length, in little memory: of a very long one the start is kept.
final class LineReader {

    private final Reader reader;
    private final int maxLine;
    private final char[] buffer = new char[64 << 10];
    private final StringBuilder line = new StringBuilder();
    private int at;
    private int limit;
    private long left;

    /// @param maxLine in characters
    LineReader(Reader reader, int maxLine) {
        this.reader = reader;
        this.maxLine = maxLine;
    }

    /// Goes to the next line.
    ///
    /// @param kept whether [#line] is wanted
    /// @return false at the end
    boolean next(boolean kept) throws IOException {
        line.setLength(0);
        left = 0;
        if (!fill()) {
            return false;
        }
        do {
            var end = at;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            take(end, kept);
            if (end < limit) {
                at = end + 1;
                return true;
            }
        } while (fill());
        return true;
    }

    /// Without its line end; when it was cut, that is told.
    String line() {
        var end = line.length();
        if (left > 0) {
            var whole = end > 0 && Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
            return line.substring(0, whole) + String.format(Locale.ROOT, "… [%d more characters]", left + end - whole);
        }
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    private void take(int end, boolean kept) {
        var room = kept ? Math.min(end - at, maxLine - line.length()) : 0;
        line.append(buffer, at, room);
        left += end - at - room;
        at = end;
    }

    /// False at the end of the text.
    private boolean fill() throws IOException {
        if (at < limit) {
            return true;
        }
        at = 0;
        limit = Math.max(0, reader.read(buffer));
        return limit > 0;
    }
}
