package dev.coder.cli.tui;

import dev.coder.cli.render.Role;
import dev.coder.cli.render.Theme;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// What a command of the user's own has said, as it stands in the scrollback.
final class ShellText {

    static final int LINES = 60;

    private ShellText() {}

    /// @param output its first and last lines
    static List<AttributedString> lines(ShellCommand.Outcome outcome, List<String> output, Theme theme) {
        var lines = new ArrayList<AttributedString>();
        lines.add(Look.join(theme.text("! ", Role.WARN), theme.text(outcome.command(), Role.STRONG)));
        output.forEach(line -> lines.add(new AttributedString("  " + line.replace("\t", "    "))));
        if (outcome.exitCode() != 0) {
            lines.add(theme.text("  exit code " + outcome.exitCode(), Role.BAD));
        }
        return lines;
    }
}
