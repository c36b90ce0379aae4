package dev.coder.cli.terminal;

import dev.coder.plugin.Invisible;
import dev.coder.plugin.PreviewLine;
import java.util.regex.Pattern;

/// Text from a model, a tool or a file name, made harmless for a terminal.
public final class PlainText {

    private static final Pattern ESCAPE_SEQUENCE =
            Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[ -/]*[0-~])");

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private PlainText() {}

    /// Without control characters other than line feed and tab. Works piece by piece: the pieces of a text give the
    /// same as the whole.
    public static String strip(String text) {
        return text.codePoints().anyMatch(PlainText::harmful) ? stripped(text) : text;
    }

    private static String stripped(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().filter(c -> !harmful(c)).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /// The same for a text that is there as a whole: escape sequences vanish in full.
    public static String stripSequences(String text) {
        return strip(ESCAPE_SEQUENCE.matcher(text).replaceAll(""));
    }

    /// Prose: escape sequences, control characters and invisible ones that could turn text around or hide it are gone;
    /// line feeds and tabs stay, and what joins letters and emoji.
    public static String prose(String text) {
        if (text.codePoints().noneMatch(c -> harmful(c) || disguising(c))) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        stripSequences(text).codePoints().filter(c -> !disguising(c)).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean disguising(int c) {
        return Invisible.byCategory(c) && c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER && !privateGlyph(c);
    }

    /// JSON on one line, with those control characters escaped that JSON leaves as they are.
    static String ofJson(String json) {
        var plain = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                plain.append(' ');
            } else if (harmful(c)) {
                plain.append("\\u%04x".formatted(c));
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    /// One line in which everything can be seen: control and invisible characters are written as `<U+001B>`.
    public static String show(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                shown.append("\\n");
            } else if (harmful(c) || Invisible.is(c)) {
                shown.append("<U+%04X>".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /// The same, line by line.
    public static String showLines(String text) {
        return String.join(
                "\n", PreviewLine.split(text).stream().map(PlainText::show).toList());
    }

    private static boolean harmful(int c) {
        return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
    }

    /// Icons of terminal fonts.
    private static boolean privateGlyph(int c) {
        return c >= 0xe000 && c <= 0xf8ff;
    }
}
