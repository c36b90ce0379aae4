package dev.coder.cli.slash;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// /help and /quit.
///
/// @param all every command there is
record ScreenCommands(Supplier<SlashCommands> all) {

    List<SlashCommand> list() {
        return List.of(
                Builtin.anytime("help", "[COMMAND]", "Show what can be typed here", this::help),
                Builtin.anytime("quit", "", "End coder; the session can be gone on with", (_, seat) -> seat.quit())
                        .alias("exit", "q"));
    }

    private void help(String name, Seat seat) {
        if (name.isEmpty()) {
            seat.say(overview());
            return;
        }
        var wanted = name.startsWith("/") ? name.substring(1) : name;
        var command = all.get().find(wanted);
        if (command.isEmpty()) {
            seat.notice(all.get().unknown(wanted));
        } else {
            seat.say(List.of(
                    line(command.get(), 0), Lines.faint("from: " + command.get().origin())));
        }
    }

    private List<AttributedString> overview() {
        var commands = all.get().list();
        var widest =
                commands.stream().mapToInt(each -> title(each).length()).max().orElse(0);
        var lines = new ArrayList<AttributedString>();
        lines.add(Lines.plain(
                        List.of("Type what to do; @ names a file, ! runs a command of yours, / begins one of these:"))
                .getFirst());
        commands.forEach(command -> lines.add(line(command, Math.min(widest, 24))));
        lines.add(
                Lines.faint("Enter sends, Alt-Enter begins a new line, Esc or Ctrl-C cancels, Ctrl-R searches what you"
                        + " typed before."));
        return lines;
    }

    private static AttributedString line(SlashCommand command, int width) {
        var title = title(command);
        var line = new AttributedStringBuilder()
                .append(title + " ".repeat(Math.max(0, width - title.length())), AttributedStyle.BOLD)
                .append("  ")
                .append(Lines.plain(List.of(command.description())).getFirst());
        if (!command.origin().equals(SlashCommand.BUILTIN)) {
            line.append(Lines.faint("  (" + command.origin() + ")"));
        }
        return line.toAttributedString();
    }

    private static String title(SlashCommand command) {
        var title = "/" + command.name() + (command.argument().isEmpty() ? "" : " " + command.argument());
        return Lines.plain(List.of(title)).getFirst().toString();
    }
}
