package dev.coder.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text with plain line ends and without blanks before them, that remembers where each character came from.
final class NormalisedText {

    private final String text;
    private final int[] origins;

    private NormalisedText(String text, int[] origins) {
        this.text = text;
        this.origins = origins;
    }

    static NormalisedText of(String original) {
        var text = new StringBuilder(original.length());
        var origins = new int[original.length() + 1];
        var i = 0;
        while (i < original.length()) {
            var blanks = endOfBlanks(original, i);
            var lineEnd = lineEndLength(original, blanks);
            if (lineEnd > 0) {
                origins[text.length()] = blanks;
                text.append('\n');
                i = blanks + lineEnd;
            } else {
                for (var end = Math.max(blanks, i + 1); i < end; i++) {
                    origins[text.length()] = i;
                    text.append(original.charAt(i));
                }
            }
        }
        origins[text.length()] = original.length();
        return new NormalisedText(text.toString(), Arrays.copyOf(origins, text.length() + 1));
    }

    /// Where a piece occurs in the original. The blanks before a line end at which the piece stops belong to it.
    List<Span> find(String piece) {
        var wanted = of(piece).text;
        var spans = new ArrayList<Span>();
        if (wanted.isBlank()) {
            return spans;
        }
        for (var at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length())) {
            spans.add(new Span(origins[at], origins[at + wanted.length()]));
        }
        return spans;
    }

    private static int endOfBlanks(String text, int from) {
        var i = from;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    /// 1 for LF, 2 for CR LF, 0 when there is no line end.
    private static int lineEndLength(String text, int at) {
        return text.startsWith("\r\n", at) ? 2 : text.startsWith("\n", at) ? 1 : 0;
    }
}
