package dev.coder.cli.slash;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// The commands of this run: those that come with Coder, and those of plugins and command files.
///
/// @param list    for /help and completion, sorted
/// @param notices what the user has to know of them: broken ones, names that are taken
public record SlashCommands(List<SlashCommand> list, List<String> notices) {

    public SlashCommands {
        list = list.stream().sorted(Comparator.comparing(SlashCommand::name)).toList();
        notices = List.copyOf(notices);
    }

    /// All of them. A name that is taken stays with whoever has it: those of Coder come first.
    public static SlashCommands all(Surroundings run) {
        var known = new AtomicReference<>(new SlashCommands(List.of(), List.of()));
        var notices = new ArrayList<>(run.notices());
        var commands = new ArrayList<>(builtin(run, known));
        for (var added : run.added()) {
            var command = new PromptSlashCommand(added.command(), added.origin());
            var holder = commands.stream()
                    .filter(other -> isCalled(other, command.name()))
                    .findFirst();
            if (holder.isEmpty()) {
                commands.add(command);
            } else {
                notices.add("/" + command.name() + " of " + added.origin() + " is not used: "
                        + (holder.get().origin().equals(SlashCommand.BUILTIN)
                                ? "coder"
                                : holder.get().origin())
                        + " has one of that name");
            }
        }
        known.set(new SlashCommands(commands, notices));
        return known.get();
    }

    private static List<SlashCommand> builtin(Surroundings run, AtomicReference<SlashCommands> known) {
        return Stream.of(
                        new ScreenCommands(known::get).list(),
                        new SessionCommands(run).list(),
                        new ChangeCommands(run).list(),
                        new ModelCommands(run).list(),
                        new MachineCommands(run).list())
                .flatMap(List::stream)
                .toList();
    }

    private static boolean isCalled(SlashCommand command, String name) {
        return command.name().equals(name) || command.aliases().contains(name);
    }

    /// Whether a line that was typed is meant for a command: `/etc/hosts` is none.
    public static boolean isCommand(String line) {
        return line.matches("(?s)/[A-Za-z0-9_:-]*(\\s.*)?");
    }

    /// @param name without the slash; aliases count
    public Optional<SlashCommand> find(String name) {
        return list.stream().filter(command -> isCalled(command, name)).findFirst();
    }

    /// Runs what was typed.
    ///
    /// @param line begins with a slash, see [#isCommand]
    /// @throws StopException when there is no such command: with what may have been meant
    public void run(String line, Seat seat) throws InterruptedException, IOException {
        var words = line.strip().substring(1).split("\\s+", 2);
        var command = find(words[0]).orElseThrow(() -> new StopException(ExitCode.USAGE, unknown(words[0])));
        command.run(words.length > 1 ? words[1].strip() : "", seat);
    }

    /// The command that a line is meant for.
    public Optional<SlashCommand> of(String line) {
        return find(line.strip().substring(1).split("\\s+", 2)[0]);
    }

    /// What to say of a name that no command has.
    public String unknown(String name) {
        var elsewhere = Elsewhere.of(name);
        if (elsewhere.isPresent()) {
            return "There is no /" + name + "; " + elsewhere.get();
        }
        return "There is no /" + name
                + list.stream()
                        .flatMap(command -> Stream.concat(Stream.of(command.name()), command.aliases().stream()))
                        .filter(other -> !name.isEmpty() && (other.startsWith(name) || distance(name, other) <= 2))
                        .min(Comparator.comparingInt(other -> distance(name, other)))
                        .map(nearest -> "; did you mean /" + nearest + "?")
                        .orElse("; /help shows what there is");
    }

    /// How many letters have to be changed, added or taken away.
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (var j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= one.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.length(); j++) {
                var cost = one.charAt(i - 1) == other.charAt(j - 1) ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.min(cost, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
