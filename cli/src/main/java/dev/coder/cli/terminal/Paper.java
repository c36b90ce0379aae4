package dev.coder.cli.terminal;

import java.io.PrintStream;

/// Something to print on, that knows whether a line has been begun. The caller keeps threads apart.
final class Paper {

    private final PrintStream out;
    private final boolean colour;
    private boolean midLine;

    /// @param colour whether styles are shown
    Paper(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /// Goes on where the last text ended. The text is plain already.
    void text(String plain) {
        if (!plain.isEmpty()) {
            out.print(plain);
            out.flush();
            midLine = !plain.endsWith("\n");
        }
    }

    /// A line of its own.
    void line(Style style, String plain) {
        endLine();
        out.println(styled(style, plain));
        out.flush();
    }

    /// Ends a line that was begun.
    void endLine() {
        if (midLine) {
            out.println();
            midLine = false;
        }
    }

    private String styled(Style style, String plain) {
        return colour && style != Style.PLAIN ? "\u001b[" + style.code + "m" + plain + "\u001b[0m" : plain;
    }

    enum Style {
        PLAIN(""),
        DIM("2"),
        BOLD("1"),
        GOOD("32"),
        BAD("31");

        private final String code;

        /// By the first character of a line.
        static Style ofDiff(String line) {
            if (line.startsWith("diff ")) {
                return BOLD;
            }
            return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case '+' -> GOOD;
                case '-', '!' -> BAD;
                case '@' -> DIM;
                default -> PLAIN;
            };
        }

        Style(String code) {
            this.code = code;
        }
    }
}
