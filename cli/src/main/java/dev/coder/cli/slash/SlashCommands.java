package dev.coder.cli.slash;

import java.util.List;
import java.util.Optional;

/// The commands of this run: those that come with Coder, and those of plugins and command files.
///
/// @param list    for /help and completion, sorted
/// @param notices what the user has to know of them: broken ones, names that are taken
public record SlashCommands(List<SlashCommand> list, List<String> notices) {

    public SlashCommands {
        list = List.copyOf(list);
        notices = List.copyOf(notices);
    }

    /// Whether a line that was typed is meant for a command: `/etc/hosts` is none.
    public static boolean isCommand(String line) {
        return line.matches("(?s)/[A-Za-z0-9_:-]*(\\s.*)?");
    }

    /// @param name without the slash; aliases count
    public Optional<SlashCommand> find(String name) {
        return list.stream()
                .filter(command ->
                        command.name().equals(name) || command.aliases().contains(name))
                .findFirst();
    }
}
