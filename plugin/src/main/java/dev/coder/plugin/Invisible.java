package dev.coder.plugin;

/// The table of characters that a reader does not see for what they are: they have no shape, look like a blank, turn
/// text around, or look different on each machine. Where a user decides by what they read, these are shown by their
/// codes.
public final class Invisible {

    private Invisible() {}

    /// Whether the character hides or deceives. An ordinary blank and the wide one of Chinese and Japanese do not.
    public static boolean is(int c) {
        return byCategory(c) || isIgnorable(c) || isBlank(c);
    }

    /// Those that Unicode puts into a category of such characters.
    public static boolean byCategory(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /// Letters and marks without a shape: what is default-ignorable in Unicode, and the Khitan filler.
    private static boolean isIgnorable(int c) {
        return c == 0x34f
                || c == 0x115f
                || c == 0x1160
                || c == 0x17b4
                || c == 0x17b5
                || (c >= 0x180b && c <= 0x180f)
                || c == 0x3164
                || (c >= 0xfe00 && c <= 0xfe0f)
                || c == 0xffa0
                || c == 0x16fe4
                || (c >= 0xe0000 && c <= 0xe0fff);
    }

    /// What takes up room and draws nothing.
    private static boolean isBlank(int c) {
        return switch (c) {
            case ' ', 0x3000 -> false;
            case 0x2800, 0x1d159 -> true;
            default -> Character.getType(c) == Character.SPACE_SEPARATOR;
        };
    }
}
