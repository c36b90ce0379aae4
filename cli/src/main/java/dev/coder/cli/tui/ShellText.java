package dev.coder.cli.tui;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// What a command of the user's own has said, as it stands in the scrollback.
final class ShellText {

    private static final int LINES = 60;

    private ShellText() {}

    static List<AttributedString> lines(ShellCommand.Outcome outcome) {
        var lines = new ArrayList<AttributedString>();
        lines.add(Look.join(Look.of("! ", Look.CAREFUL), Look.of(outcome.command(), Look.BOLD)));
        var output =
                outcome.output().lines().map(line -> line.replace("\t", "    ")).toList();
        var gone = output.size() - LINES;
        output.stream().skip(Math.max(0, gone)).forEach(line -> lines.add(Look.of("  " + line)));
        if (gone > 0) {
            lines.add(1, Look.of("  … " + gone + " earlier lines", Look.DIM));
        }
        if (outcome.exitCode() != 0) {
            lines.add(Look.of("  exit code " + outcome.exitCode(), Look.BAD));
        }
        return lines;
    }
}
