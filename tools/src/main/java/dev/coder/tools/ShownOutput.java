package dev.coder.tools;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// What the model gets to see of an output: all of a short one, of a long one so little that it costs under 3 KB.
final class ShownOutput {

    /// What is shown whole, in bytes of UTF-8.
    private static final int SHORT = 16_000;

    private static final int HEAD = 800;
    private static final int TAIL = 1500;
    private static final int BYTES = 32;

    private ShownOutput() {}

    static String of(OutputEnds ends, String handle) {
        if (ends.bytes() == 0) {
            return "[no output]";
        }
        if (OutputText.isBinary(ends.head())) {
            return binary(ends, handle);
        }
        return ends.isWhole() ? whole(ends, handle) : parts(ends, handle);
    }

    private static String binary(OutputEnds ends, String handle) {
        var start = Arrays.copyOf(ends.head(), Math.min(BYTES, ends.head().length));
        return "[not text but " + FileKind.of(start) + ", " + ends.bytes() + " bytes in all, kept as " + handle
                + "; it begins with " + HexFormat.ofDelimiter(" ").formatHex(start) + "]";
    }

    private static String whole(OutputEnds ends, String handle) {
        var text = OutputText.shown(ends.whole());
        return size(text) <= SHORT ? text : head(text) + leftOut(ends, handle) + tail(text);
    }

    private static String parts(OutputEnds ends, String handle) {
        var head = OutputText.shown(Arrays.copyOf(ends.head(), OutputText.end(ends.head())));
        var tail = OutputText.shown(OutputText.wholeCharacters(ends.tail()));
        return head(head) + leftOut(ends, handle) + tail(tail);
    }

    private static String leftOut(OutputEnds ends, String handle) {
        return "\n[… the middle of " + ends.bytes() + " bytes, " + ends.newlines() + " lines is left out: read_output "
                + handle + " …]\n";
    }

    /// Up to a line end where there is one near, never within a character.
    private static String head(String text) {
        var end = 0;
        for (var size = 0; end < text.length(); ) {
            size += size(text.codePointAt(end));
            if (size > HEAD) {
                break;
            }
            end += Character.charCount(text.codePointAt(end));
        }
        var newline = text.lastIndexOf('\n', end - 1) + 1;
        return text.substring(0, newline > end / 2 ? newline : end);
    }

    private static String tail(String text) {
        var start = text.length();
        for (var size = 0; start > 0; ) {
            size += size(text.codePointBefore(start));
            if (size > TAIL) {
                break;
            }
            start -= Character.charCount(text.codePointBefore(start));
        }
        var newline = text.indexOf('\n', start) + 1;
        return text.substring(newline > 0 && newline < start + (text.length() - start) / 2 ? newline : start);
    }

    private static int size(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
