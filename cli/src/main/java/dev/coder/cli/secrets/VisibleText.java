package dev.coder.cli.secrets;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A text as a person sees it: without the sequences that colour a terminal and without what has no width, either of
/// which may stand in the middle of a secret.
final class VisibleText {

    /// ECMA-48 control sequences and operating system commands; soft hyphens, zero-width characters, the byte order
    /// mark.
    private static final Pattern INVISIBLE = Pattern.compile(
            "\\u001b(?:\\[[0-?]{0,32}[ -/]{0,4}[@-~]|\\][^\\u0007\\u001b]{0,2000}(?:\\u0007|\\u001b\\\\)|[@-Z\\\\^_])"
                    + "|[\\u00ad\\u200b-\\u200f\\u2060\\ufeff]");

    private final String text;
    /// Where each character stands in the original; null when nothing was left out.
    private final int @Nullable [] origins;

    private VisibleText(String text, int @Nullable [] origins) {
        this.text = text;
        this.origins = origins;
    }

    /// What is seen.
    String text() {
        return text;
    }

    static VisibleText of(String text) {
        var matcher = INVISIBLE.matcher(text);
        if (!mayHide(text) || !matcher.find()) {
            return new VisibleText(text, null);
        }
        var visible = new StringBuilder(text.length());
        var origins = new int[text.length() + 1];
        var done = 0;
        do {
            copy(text, done, matcher.start(), visible, origins);
            done = matcher.end();
        } while (matcher.find());
        copy(text, done, text.length(), visible, origins);
        return new VisibleText(visible.toString(), origins);
    }

    private static boolean mayHide(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0x1b || c == 0xad || c >= 0x200b) {
                return true;
            }
        }
        return false;
    }

    private static void copy(String text, int from, int to, StringBuilder visible, int[] origins) {
        for (var i = from; i < to; i++) {
            origins[visible.length()] = i;
            visible.append(text.charAt(i));
        }
    }

    /// The same finding in the original.
    Finding original(Finding finding) {
        return origins == null ? finding : finding.at(origins[finding.start()], origins[finding.end() - 1] + 1);
    }
}
