package dev.coder.cli.tui;

import java.util.Map;

/// One key press, or one paste.
sealed interface Key {

    /// Characters, as typed.
    record Text(String text) implements Key {}

    record Paste(String text) implements Key {}

    enum Named implements Key {
        UP,
        DOWN,
        LEFT,
        RIGHT,
        HOME,
        END,
        PAGE_UP,
        PAGE_DOWN,
        ENTER,
        NEWLINE,
        ESCAPE,
        TAB,
        BACK_TAB,
        BACKSPACE,
        DELETE,
        CTRL_A,
        CTRL_C,
        CTRL_D,
        CTRL_E,
        CTRL_G,
        CTRL_K,
        CTRL_L,
        CTRL_N,
        CTRL_O,
        CTRL_P,
        CTRL_R,
        CTRL_S,
        CTRL_T,
        CTRL_U,
        CTRL_V,
        CTRL_W,
        CTRL_Z,
        OTHER
    }

    String PASTE_BEGINS = "\u001b[200~";

    Map<String, Named> NAMES = Map.ofEntries(
            Map.entry("\u001b[A", Named.UP),
            Map.entry("\u001bOA", Named.UP),
            Map.entry("\u001b[B", Named.DOWN),
            Map.entry("\u001bOB", Named.DOWN),
            Map.entry("\u001b[C", Named.RIGHT),
            Map.entry("\u001bOC", Named.RIGHT),
            Map.entry("\u001b[D", Named.LEFT),
            Map.entry("\u001bOD", Named.LEFT),
            Map.entry("\u001b[H", Named.HOME),
            Map.entry("\u001bOH", Named.HOME),
            Map.entry("\u001b[1~", Named.HOME),
            Map.entry("\u001b[F", Named.END),
            Map.entry("\u001bOF", Named.END),
            Map.entry("\u001b[4~", Named.END),
            Map.entry("\u001b[5~", Named.PAGE_UP),
            Map.entry("\u001b[6~", Named.PAGE_DOWN),
            Map.entry("\u001b[3~", Named.DELETE),
            Map.entry("\u001b[Z", Named.BACK_TAB),
            Map.entry("\r", Named.ENTER),
            Map.entry("\n", Named.NEWLINE),
            Map.entry("\u001b\r", Named.NEWLINE),
            Map.entry("\u001b\n", Named.NEWLINE),
            Map.entry("\u001b[13;2u", Named.NEWLINE),
            Map.entry("\u001b[27;2;13~", Named.NEWLINE),
            Map.entry("\u001b", Named.ESCAPE),
            Map.entry("\u001b\u001b", Named.ESCAPE),
            Map.entry("\t", Named.TAB),
            Map.entry("\u007f", Named.BACKSPACE),
            Map.entry("\b", Named.BACKSPACE),
            Map.entry("\u0001", Named.CTRL_A),
            Map.entry("\u0003", Named.CTRL_C),
            Map.entry("\u0004", Named.CTRL_D),
            Map.entry("\u0005", Named.CTRL_E),
            Map.entry("\u0007", Named.CTRL_G),
            Map.entry("\u000b", Named.CTRL_K),
            Map.entry("\f", Named.CTRL_L),
            Map.entry("\u000e", Named.CTRL_N),
            Map.entry("\u000f", Named.CTRL_O),
            Map.entry("\u0010", Named.CTRL_P),
            Map.entry("\u0012", Named.CTRL_R),
            Map.entry("\u0013", Named.CTRL_S),
            Map.entry("\u0014", Named.CTRL_T),
            Map.entry("\u0015", Named.CTRL_U),
            Map.entry("\u0016", Named.CTRL_V),
            Map.entry("\u0017", Named.CTRL_W),
            Map.entry("\u001a", Named.CTRL_Z));

    /// @param sequence what the terminal sent for it
    static Key of(String sequence) {
        var name = NAMES.get(sequence);
        if (name != null) {
            return name;
        }
        return sequence.chars().anyMatch(c -> c < 0x20 || c == 0x7f) ? Named.OTHER : new Text(sequence);
    }
}
