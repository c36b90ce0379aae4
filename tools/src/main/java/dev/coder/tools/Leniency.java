package dev.coder.tools;

/// What is not looked at when a text is searched for a piece. Each includes those before it.
enum Leniency {
    /// The kind of line ends, and whether the last line has one.
    LINE_ENDS("line ends"),
    /// Blanks before line ends.
    TRAILING_BLANKS("blanks at the end of lines"),
    /// Which of the Unicode quotes, dashes and spaces it is.
    PUNCTUATION("the kinds of quotes, dashes and spaces"),
    /// Blanks at the beginning of lines.
    INDENTATION("indentation");

    private final String shown;

    Leniency(String shown) {
        this.shown = shown;
    }

    /// In words, for the model.
    String shown() {
        return shown;
    }

    boolean includes(Leniency other) {
        return compareTo(other) >= 0;
    }

    /// The plain character that stands for a typographic one.
    char fold(char c) {
        return includes(PUNCTUATION) ? plain(c) : c;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static char plain(char c) {
        return switch (c) {
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' -> '-';
            case '\u2018', '\u2019', '\u201A', '\u201B' -> '\'';
            case '\u201C', '\u201D', '\u201E', '\u201F' -> '"';
            case '\u00A0', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2007', '\u2008' -> ' ';
            case '\u2009', '\u200A', '\u202F', '\u205F', '\u3000' -> ' ';
            default -> c;
        };
    }
}
