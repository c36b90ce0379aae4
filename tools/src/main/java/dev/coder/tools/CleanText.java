package dev.coder.tools;

import com.google.re2j.Pattern;

/// Text as a person sees it: what terminals obey is taken out, what hides is shown.
final class CleanText {

    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]");
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\x{200b}\\x{200e}\\x{200f}\\x{202a}-\\x{202e}\\x{2060}-\\x{2064}"
                    + "\\x{2066}-\\x{206f}\\x{feff}\\x{e0000}-\\x{e007f}]");

    private CleanText() {}

    /// What a terminal would show at the end.
    static String ofTerminal(String output) {
        return isPlain(output) ? output : visible(TerminalText.of(output));
    }

    /// Characters that hide or reorder what a person sees are written as their code in braces, and so are control
    /// characters.
    static String visible(String text) {
        return isPlain(text) ? text : escape(CONTROLS, escape(INVISIBLE, text));
    }

    /// For titles: one line, everything visible.
    static String oneLine(String text) {
        return visible(text.strip().replaceAll("\\s*\\R\\s*", " ⏎ ").replace('\r', ' '));
    }

    private static String escape(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        var shown = new StringBuilder();
        var from = 0;
        while (matcher.find()) {
            shown.append(text, from, matcher.start())
                    .append("\\u{")
                    .append(Integer.toHexString(text.codePointAt(matcher.start())))
                    .append('}');
            from = matcher.end();
        }
        return shown.append(text, from, text.length()).toString();
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n' || c == '\t' || (c > 0xA0 && c < 0x2000));
    }
}
