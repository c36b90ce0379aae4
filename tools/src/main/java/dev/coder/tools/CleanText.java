package dev.coder.tools;

import com.google.re2j.Pattern;

/// Text as a person sees it: what terminals obey is taken out, what hides is shown.
final class CleanText {

    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]");
    /// What has no shape, or changes the order of what has one. The joiners of scripts and emoji (200c, 200d) and a
    /// single
    /// variation selector belong to what is seen; more than one in a row carry something else.
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\x{ad}\\x{34f}\\x{61c}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}"
                    + "\\x{180b}-\\x{180f}\\x{200b}\\x{200e}\\x{200f}\\x{2028}-\\x{202e}\\x{2060}-\\x{206f}\\x{3164}\\x{feff}\\x{ffa0}"
                    + "\\x{fff0}-\\x{fffb}\\x{1d173}-\\x{1d17a}\\x{e0000}-\\x{e0fff}]|[\\x{fe00}-\\x{fe0f}]{2,}");

    private static final Pattern CODES = Pattern.compile("(?:\\\\u\\{[0-9a-f]{1,6}\\})+");

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

    /// The text that [#visible] shows so: what stands for hidden characters becomes those again.
    static String hidden(String shown) {
        var matcher = CODES.matcher(shown);
        var text = new StringBuilder();
        var from = 0;
        while (matcher.find()) {
            text.append(shown, from, matcher.start()).append(characters(matcher.group()));
            from = matcher.end();
        }
        return text.append(shown, from, shown.length()).toString();
    }

    private static String characters(String codes) {
        var characters = new StringBuilder();
        for (var code : codes.substring(3, codes.length() - 1).split("}\\\\u\\{", -1)) {
            var character = Integer.parseInt(code, 16);
            if (!Character.isValidCodePoint(character)) {
                return codes;
            }
            characters.appendCodePoint(character);
        }
        return visible(characters.toString()).equals(codes) ? characters.toString() : codes;
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
            shown.append(text, from, matcher.start());
            matcher.group()
                    .codePoints()
                    .forEach(c ->
                            shown.append("\\u{").append(Integer.toHexString(c)).append('}'));
            from = matcher.end();
        }
        return shown.append(text, from, text.length()).toString();
    }

    private static boolean isPlain(String text) {
        return text.chars()
                .allMatch(c ->
                        (c >= ' ' && c < 0x7f) || c == '\n' || c == '\t' || (c > 0xad && c < 0x34f) || isPlainCjk(c));
    }

    private static boolean isPlainCjk(int c) {
        return (c >= 0x3000 && c < 0x3164) || (c >= 0x4e00 && c < 0xa000) || (c >= 0xac00 && c < 0xd7a4);
    }
}
