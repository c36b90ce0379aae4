package dev.coder.cli.tui;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// The keys that are worth knowing.
final class Shortcuts {

    private static final String[][] KEYS = {
        {"Enter", "sends; while the agent works, it waits in the queue"},
        {"Ctrl-S", "sends at once: the agent reads it at its next step"},
        {"Alt-Enter, Ctrl-J, \\ Enter", "begins a new line"},
        {"Up, Ctrl-R", "what you have typed before; Up edits what waits in the queue"},
        {"/", "commands"},
        {"@", "files"},
        {"!", "runs a command of your own; the agent is told with your next prompt"},
        {"Esc", "cancels the turn; what was said stays"},
        {"Ctrl-C", "clears the input; twice ends coder (Ctrl-D, too)"},
        {"Shift-Tab", "the next approval mode"},
        {"Ctrl-O", "shows calls in full, or as one line"},
        {"Ctrl-V", "attaches the image in the clipboard; image files can be dragged"},
        {"Ctrl-G, Ctrl-X Ctrl-E", "edits the input in $EDITOR"},
        {"Ctrl-L, Ctrl-Z", "clears the screen, suspends coder"}
    };

    private Shortcuts() {}

    static List<AttributedString> lines() {
        var lines = new ArrayList<AttributedString>();
        lines.add(AttributedString.EMPTY);
        for (var key : KEYS) {
            lines.add(Look.join(Look.of("  %-27s ".formatted(key[0]), Look.ACCENT), Look.of(key[1])));
        }
        lines.add(AttributedString.EMPTY);
        return lines;
    }
}
