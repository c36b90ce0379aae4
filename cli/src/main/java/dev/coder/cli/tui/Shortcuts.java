package dev.coder.cli.tui;

import dev.coder.cli.render.HelpView;
import dev.coder.cli.render.Theme;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// The keys that are worth knowing.
final class Shortcuts {

    private static final List<HelpView.Row> KEYS = List.of(
            new HelpView.Row("Enter", "", "sends; while the agent works, it waits in the queue"),
            new HelpView.Row("Ctrl-S", "", "sends at once: the agent reads it at its next step"),
            new HelpView.Row("Alt-Enter, Ctrl-J, \\ Enter", "", "begins a new line"),
            new HelpView.Row("Up, Ctrl-R", "", "what you have typed before; Up edits what waits in the queue"),
            new HelpView.Row("/", "", "commands"),
            new HelpView.Row("@", "", "files"),
            new HelpView.Row("!", "", "runs a command of your own; the agent is told with your next prompt"),
            new HelpView.Row("Esc", "", "cancels the turn; what was said stays"),
            new HelpView.Row("Ctrl-C", "", "clears the input (Up brings it back), else cancels, else twice quits"),
            new HelpView.Row("Shift-Tab", "", "the next approval mode"),
            new HelpView.Row("Ctrl-O", "", "shows calls in full, or as one line"),
            new HelpView.Row("Ctrl-V", "", "attaches the image in the clipboard; image files can be dragged"),
            new HelpView.Row("Ctrl-G, Ctrl-X Ctrl-E", "", "edits the input in $EDITOR"),
            new HelpView.Row("Ctrl-L, Ctrl-Z", "", "clears the screen, suspends coder"));

    private Shortcuts() {}

    static List<AttributedString> lines(Theme theme, int width) {
        var lines = new ArrayList<AttributedString>();
        lines.add(AttributedString.EMPTY);
        lines.addAll(new HelpView(KEYS).lines(theme, width));
        lines.add(AttributedString.EMPTY);
        return lines;
    }
}
