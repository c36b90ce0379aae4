package dev.coder.cli;

import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/// Options that stand before the name of a command, as in `coder --project DIR undo`. Each holds for the command, or is
/// refused when the command has no such option: none is dropped.
final class EarlyOptions {

    private EarlyOptions() {}

    /// Gives the command what was said before its name; what was said after it counts more.
    static void handOn(ParseResult parsed) {
        if (!parsed.hasSubcommand() || wantsHelp(parsed)) {
            return;
        }
        requireNoWords(parsed);
        var command = parsed.subcommand();
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        for (var option : parsed.matchedOptions()) {
            if (option.scopeType() != ScopeType.INHERIT) {
                handOn(option, command);
            }
        }
    }

    private static boolean wantsHelp(ParseResult parsed) {
        return parsed.isUsageHelpRequested() || (parsed.hasSubcommand() && wantsHelp(parsed.subcommand()));
    }

    /// `coder explain undo`: a prompt, or a command?
    private static void requireNoWords(ParseResult parsed) {
        var words = parsed.matchedPositionals().stream()
                .flatMap(word -> word.stringValues().stream())
                .toList();
        if (!words.isEmpty()) {
            var command = parsed.subcommand().commandSpec();
            throw new ParameterException(
                    command.commandLine(),
                    "\"" + String.join(" ", words) + "\" stands before the command \"" + command.name()
                            + "\"; put a prompt in quotes");
        }
    }

    private static void handOn(OptionSpec early, ParseResult command) {
        var own = counterpart(early, command);
        if (own == null) {
            throw new ParameterException(
                    command.commandSpec().commandLine(),
                    early.longestName() + " stands before \"" + path(command) + "\", which cannot use it");
        }
        if (!command.hasMatchedOption(own)) {
            own.setValue(own.isMultiValue() == early.isMultiValue() ? early.getValue() : single(early));
        }
    }

    /// @return null when the command has no option of that name and meaning, or none that holds the value
    private static @Nullable OptionSpec counterpart(OptionSpec early, ParseResult command) {
        var own = command.commandSpec().findOption(early.longestName());
        return own != null && sameForm(own, early) && !namesAFile(own) ? own : null;
    }

    /// `coder config set --local` means a file of settings, no local agent.
    private static boolean namesAFile(OptionSpec own) {
        return own.userObject() instanceof Field field
                && field.getDeclaringClass().equals(ConfigPlace.class);
    }

    private static boolean sameForm(OptionSpec own, OptionSpec early) {
        if (own.arity().max() == 0 || early.arity().max() == 0) {
            return own.arity().equals(early.arity());
        }
        return own.auxiliaryTypes()[0].equals(early.auxiliaryTypes()[0])
                && own.paramLabel().equals(early.paramLabel())
                && (own.isMultiValue()
                        || !early.isMultiValue()
                        || early.stringValues().size() == 1);
    }

    private static Object single(OptionSpec early) {
        return early.getValue() instanceof List<?> values ? values.getFirst() : early.getValue();
    }

    /// Such as `sessions list`.
    private static String path(ParseResult command) {
        return command.commandSpec().qualifiedName().replaceFirst("^\\S+ ?", "");
    }
}
