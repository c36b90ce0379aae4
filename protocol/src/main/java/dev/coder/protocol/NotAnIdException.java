package dev.coder.protocol;

import java.io.Serial;

/// A name from the other side that does not have the form of its kind. The message says what came, and what it is not:
/// `"../x", which is not a session id`.
public final class NotAnIdException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int SHOWN = 60;

    private NotAnIdException(String message) {
        super(message);
    }

    static void unless(boolean fits, String text, String kind) {
        if (!fits) {
            throw new NotAnIdException("\"" + shown(text) + "\", which is not " + kind);
        }
    }

    /// Its begin, in characters that no terminal and no shell takes for more than letters.
    private static String shown(String text) {
        var begin = text.codePoints()
                .limit(SHOWN)
                .map(c -> c >= ' ' && c < 0x7f && c != '"' && c != '`' ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return begin + (text.codePointCount(0, text.length()) > SHOWN ? "…" : "");
    }
}
