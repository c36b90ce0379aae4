package dev.coder.agent.model;

import java.util.regex.Pattern;

/// Tells whether a text is one JSON object (RFC 8259) and nothing else.
///
/// Parameters go back to the provider as the model wrote them, and providers are strict: a comma too many would make
/// them refuse the whole conversation for ever. The JSON library passes over such things.
final class JsonObject {

    private static final int MAX_DEPTH = 200;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("true|false|null");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");

    private final String text;
    private int at;

    private JsonObject(String text) {
        this.text = text;
    }

    static boolean isOne(String text) {
        var reader = new JsonObject(text);
        return reader.next() == '{' && reader.value(0) && reader.next() == 0;
    }

    private boolean value(int depth) {
        return switch (next()) {
            case '{' -> members('}', true, depth);
            case '[' -> members(']', false, depth);
            case '"' -> string();
            case 't', 'f', 'n' -> skip(WORD);
            default -> skip(NUMBER);
        };
    }

    private boolean members(char close, boolean named, int depth) {
        at++;
        if (depth >= MAX_DEPTH || take(close)) {
            return depth < MAX_DEPTH;
        }
        do {
            if (named && !(next() == '"' && string() && take(':'))) {
                return false;
            }
            if (!value(depth + 1)) {
                return false;
            }
        } while (take(','));
        return take(close);
    }

    private boolean string() {
        at++;
        while (at < text.length()) {
            var c = text.charAt(at);
            if (c == '"') {
                at++;
                return true;
            }
            if (c < ' ' || (c == '\\' && !skip(ESCAPE))) {
                return false;
            }
            at += c == '\\' ? 0 : 1;
        }
        return false;
    }

    private boolean skip(Pattern pattern) {
        var matcher = pattern.matcher(text).region(at, text.length());
        var found = matcher.lookingAt();
        at = found ? matcher.end() : at;
        return found;
    }

    private boolean take(char wanted) {
        var found = next() == wanted;
        at += found ? 1 : 0;
        return found;
    }

    /// The next character that is not blank; 0 at the end.
    private char next() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }
}
