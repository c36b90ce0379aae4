package dev.coder.cli.tui;

import java.util.List;

/// What is to be seen at once, before JLine is there: plain text and a few escape sequences.
///
/// @param header stays in the scrollback
/// @param below  the lines of the first frame: a rule, the prompt, a rule, the status
record FirstFrame(List<String> header, List<String> below) {

    private static final String DIM = "\u001b[2m";
    private static final String BOLD = "\u001b[1m";
    private static final String ACCENT = "\u001b[36m";
    private static final String PLAIN = "\u001b[0m";

    /// @param folder the project, as the user knows it
    static FirstFrame of(String version, String folder, int width, boolean colour) {
        var name = style("✻ ", ACCENT, colour) + style("coder " + version, BOLD, colour);
        var room = Math.max(0, width - 4);
        var shown = folder.length() <= room ? folder : "…" + folder.substring(folder.length() - room + 1);
        var rule = style("─".repeat(width), DIM, colour);
        return new FirstFrame(
                List.of("", name, style("  " + shown, DIM, colour), ""),
                List.of(rule, style("❯ ", ACCENT, colour), rule, style("  ? shows the keys", DIM, colour)));
    }

    private static String style(String text, String style, boolean colour) {
        return colour ? style + text + PLAIN : text;
    }

    /// What was echoed before the terminal was raw is written over.
    String ansi() {
        return "\r\u001b[J" + String.join("\r\n", header) + "\r\n" + String.join("\r\n", below)
                + "\u001b[2A\r\u001b[2C";
    }

    /// The row of the prompt, within the frame.
    Frame.Cursor cursor() {
        return new Frame.Cursor(1, 2);
    }
}
