package dev.coder.cli;

import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Options that stand before the name of a command, as in `coder --project DIR undo`. Those that say where hold for the
/// command; one that cannot take them is refused, so that it does not work elsewhere than the user meant.
final class EarlyOptions {

    private static final Set<String> WHERE = Set.of("--agent-url", "--local", "--cloud", "--project");

    private EarlyOptions() {}

    /// Gives the command what was said before its name; what was said after it counts more.
    static void handOn(ParseResult parsed) {
        if (!parsed.hasSubcommand()) {
            return;
        }
        var command = parsed.subcommand();
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        for (var option : parsed.matchedOptions()) {
            if (WHERE.contains(option.longestName())) {
                handOn(option, command);
            }
        }
    }

    private static void handOn(OptionSpec early, ParseResult command) {
        var name = early.longestName();
        var own = command.commandSpec().findOption(name);
        if (own == null || !means(own, early)) {
            throw new ParameterException(
                    command.commandSpec().commandLine(),
                    name + " stands before \"" + command.commandSpec().name() + "\", which cannot use it");
        }
        if (!command.hasMatchedOption(name)) {
            own.setValue(early.getValue());
        }
    }

    /// Options of one name may mean different things: `coder config set --local` names a file.
    private static boolean means(OptionSpec own, OptionSpec early) {
        return own.userObject().equals(early.userObject()) || (own.isMultiValue() && early.isMultiValue());
    }
}
