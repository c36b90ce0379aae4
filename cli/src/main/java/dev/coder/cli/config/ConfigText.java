package dev.coder.cli.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The text of a configuration file in which one value can be changed while everything else, comments included, stays
/// as
/// it is.
record ConfigText(String text, List<Place> places) {

    private static final char MARK = '\uFEFF';
    private static final String INDENT = "  ";

    /// Where one field stands: from the start of its name to the end of its value.
    record Place(String name, int start, int end) {}

    /// @throws dev.coder.cli.exit.StopException when it is no JSON
    static ConfigText of(ConfigFile file, byte[] content) {
        var text = decoded(file, content);
        return new ConfigText(text, ConfigSyntax.parsed(file, text).places());
    }

    /// Without a byte order mark.
    static String decoded(ConfigFile file, byte[] content) {
        if (content.length > 1 && ((content[0] & content[1] & 0xFE) == 0xFE || content[0] == 0 || content[1] == 0)) {
            throw file.mistake(1, "it is in UTF-16; save it in UTF-8");
        }
        var bytes = ByteBuffer.wrap(content);
        var chars = CharBuffer.allocate(content.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, chars, true).isError()) {
            throw file.mistake(line(chars.flip().toString()), "it is no text in UTF-8; save it in UTF-8");
        }
        var text = chars.flip().toString();
        if (text.indexOf(0) >= 0) {
            throw file.mistake(
                    line(text.substring(0, text.indexOf(0))),
                    "there is a NUL in it, so no editor wrote this; replace it");
        }
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    private static int line(String before) {
        return 1 + (int) before.chars().filter(c -> c == '\n').count();
    }

    /// @param json the new value
    String with(String key, String json) {
        var entry = ConfigNode.quoted(key) + ": " + json;
        var place = place(key);
        if (place >= 0) {
            var old = places.get(place);
            return text.substring(0, old.start()) + entry + text.substring(old.end());
        }
        var open = skipBlanks(0);
        if (open == text.length()) {
            return text
                    + (text.isEmpty() || text.endsWith("\n") ? "" : newline())
                    + String.join(newline(), "{", INDENT + entry, "}", "");
        }
        return places.isEmpty() ? first(open, entry) : next(entry);
    }

    private String first(int open, String entry) {
        return text.substring(0, open + 1)
                + newline()
                + INDENT
                + entry
                + newline()
                + text.substring(open + 1).replaceFirst("^[ \t]*\r?\n", "");
    }

    private String next(String entry) {
        var last = places.getLast();
        var comma = skipBlanks(last.end());
        var hasComma = text.charAt(comma) == ',';
        var close = hasComma ? skipBlanks(comma + 1) : comma;
        var line = lineStart(close);
        if (line <= last.end() || !text.substring(line, close).isBlank()) {
            var at = hasComma ? comma + 1 : last.end();
            return text.substring(0, at) + (hasComma ? " " : ", ") + entry + text.substring(at);
        }
        return text.substring(0, last.end())
                + (hasComma ? "" : ",")
                + text.substring(last.end(), line)
                + indent(last)
                + entry
                + (hasComma ? "," : "")
                + newline()
                + text.substring(line);
    }

    /// @return the same text when there is no such key
    String without(String key) {
        var place = place(key);
        if (place < 0) {
            return text;
        }
        var gone = places.get(place);
        var comma = skipBlanks(gone.end());
        var hasComma = text.charAt(comma) == ',';
        var end = hasComma ? comma + 1 : gone.end();
        var kept = text.substring(0, gone.start());
        if (!hasComma && place > 0) {
            var before = skipBlanks(places.get(place - 1).end());
            kept = text.substring(0, before) + text.substring(before + 1, gone.start());
        }
        return joined(kept, text.substring(end));
    }

    /// Without the line that would be left empty, and without the comment that spoke of what is gone.
    private static String joined(String before, String after) {
        var line = before.lastIndexOf('\n') + 1;
        var rest = after.indexOf('\n');
        var alone = before.substring(line).isBlank()
                && rest >= 0
                && after.substring(0, rest).strip().matches("(//.*)?");
        return alone ? before.substring(0, line) + after.substring(rest + 1) : before + after.replaceFirst("^ ", "");
    }

    /// The value as it stands there, in JSON; empty when there is no such key.
    Optional<String> raw(String key) {
        var at = place(key);
        if (at < 0) {
            return Optional.empty();
        }
        var field = text.substring(places.get(at).start(), places.get(at).end());
        return Optional.of(field.substring(field.indexOf(':', key.length()) + 1).strip());
    }

    private int place(String key) {
        return places.stream().map(Place::name).toList().indexOf(key);
    }

    private String indent(Place place) {
        var before = text.substring(lineStart(place.start()), place.start());
        return before.isBlank() ? before : INDENT;
    }

    private int lineStart(int at) {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    private String newline() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    /// Over white space and comments.
    private int skipBlanks(int from) {
        var at = from;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                at = after("\n", at);
            } else if (text.startsWith("/*", at)) {
                at = after("*/", at + 2);
            } else {
                break;
            }
        }
        return at;
    }

    private int after(String end, int from) {
        var found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }
}
