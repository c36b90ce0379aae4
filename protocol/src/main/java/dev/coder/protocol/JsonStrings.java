package dev.coder.protocol;

/// Changes the strings in a JSON text, names included, and leaves all else byte for byte as it is.
public final class JsonStrings {

    /// What is made of one string.
    @FunctionalInterface
    public interface Change<E extends Exception> {
        String apply(String text) throws E;
    }

    private JsonStrings() {}

    /// @param json   one complete JSON value
    /// @param change gets and gives strings without quotes and escapes; what does not change stays as written
    /// @throws MalformedJsonException when a string does not end
    public static <E extends Exception> String map(String json, Change<E> change) throws E {
        var result = new StringBuilder(json.length());
        var done = 0;
        for (var open = json.indexOf('"'); open >= 0; open = json.indexOf('"', done)) {
            var close = end(json, open + 1);
            var written = json.substring(open + 1, close);
            var text = written.indexOf('\\') < 0 ? written : unescaped(written);
            var changed = change.apply(text);
            result.append(json, done, open + 1).append(changed.equals(text) ? written : escaped(changed));
            done = close;
            result.append('"');
            done++;
        }
        return done == 0 ? json : result.append(json, done, json.length()).toString();
    }

    private static int end(String json, int from) {
        var at = from;
        while (at < json.length()) {
            if (json.charAt(at) == '"') {
                return at;
            }
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        throw new MalformedJsonException("a string does not end", new IllegalArgumentException());
    }

    private static String unescaped(String written) {
        var text = new StringBuilder(written.length());
        var done = 0;
        for (var escape = written.indexOf('\\'); escape >= 0; escape = written.indexOf('\\', done)) {
            text.append(written, done, escape);
            var isCode = written.charAt(escape + 1) == 'u';
            text.append(isCode ? codeUnit(written, escape + 2) : meaning(written.charAt(escape + 1)));
            done = escape + (isCode ? 6 : 2);
        }
        return text.append(written, done, written.length()).toString();
    }

    private static char codeUnit(String written, int at) {
        try {
            return (char) Integer.parseInt(written, at, at + 4, 16);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new MalformedJsonException("an escape is none", e);
        }
    }

    private static char meaning(char escape) {
        return switch (escape) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> escape;
        };
    }

    private static String escaped(String text) {
        var written = new StringBuilder(text.length() + 16);
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"' || c == '\\') {
                written.append('\\').append(c);
            } else if (c < ' ') {
                written.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                written.append(c);
            }
        }
        return written.toString();
    }
}
