package dev.coder.cli.tui;

import dev.coder.cli.render.Role;
import dev.coder.cli.render.Theme;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// What a command of the user's own has said, as it stands in the scrollback.
final class ShellText {

    private static final int LINES = 60;

    private ShellText() {}

    static List<AttributedString> lines(ShellCommand.Outcome outcome, Theme theme) {
        var lines = new ArrayList<AttributedString>();
        lines.add(Look.join(theme.text("! ", Role.WARN), theme.text(outcome.command(), Role.STRONG)));
        var output =
                outcome.output().lines().map(line -> line.replace("\t", "    ")).toList();
        var gone = output.size() - LINES;
        output.stream().skip(Math.max(0, gone)).forEach(line -> lines.add(new AttributedString("  " + line)));
        if (gone > 0) {
            lines.add(1, theme.text("  … " + gone + " earlier lines", Role.DIM));
        }
        if (outcome.exitCode() != 0) {
            lines.add(theme.text("  exit code " + outcome.exitCode(), Role.BAD));
        }
        return lines;
    }
}
