package dev.coder.policy;

import dev.coder.policy.Places.Kind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Tells the commands that provably only read in the project: plain words, known programs, known options, and every
/// operand a path inside. What can not be proven is not read-only.
///
/// @param resolve follows the links of an absolute path; may throw when a link leads nowhere
/// @param foreign whether what runs under the name of a known program is something else, that a project brings along
public record ReadOnlyCommands(Places places, UnaryOperator<Path> resolve, Predicate<String> foreign) {

    private static final Decision CHANGES = new Decision.Ask("command", "the command may change something");

    /// What is thought of a whole command: each call by itself, lifted where the rules allow it.
    CommandVerdict judge(String command, Path folder, CommandRules rules) {
        var calls = BashSyntax.plainCommands(command).orElse(List.of());
        if (calls.isEmpty() || calls.stream().anyMatch(words -> words.getFirst().equals("cd"))) {
            return new CommandVerdict(CHANGES, List.of());
        }
        var parts = calls.stream()
                .map(words -> new CommandVerdict.Part(words, folder, decision(words, folder, rules)))
                .toList();
        var strictest = parts.stream().map(CommandVerdict.Part::decision).max(Decision.STRICTNESS);
        return new CommandVerdict(strictest.orElse(CHANGES), parts);
    }

    private Decision decision(List<String> words, Path folder, CommandRules rules) {
        return isHarmless("", folder) && onlyReads(words, folder)
                ? new Decision.Allow("read-only-command", "the command only reads in the project")
                : rules.decide(words, folder).orElse(CHANGES);
    }

    /// @param folder where the command starts, resolved
    boolean onlyReads(String command, Path folder) {
        try {
            return isHarmless("", folder)
                    && BashSyntax.plainCommands(command)
                            .filter(commands -> !commands.isEmpty())
                            .map(commands -> commands.stream().allMatch(words -> onlyReads(words, folder)))
                            .orElse(false);
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }

    private boolean onlyReads(List<String> words, Path folder) {
        return Optional.ofNullable(ReaderProgram.BY_NAME.get(words.getFirst()))
                .filter(program -> !foreign.test(program.name()))
                .flatMap(program -> program.paths(words.subList(1, words.size())))
                .map(paths -> paths.stream().allMatch(path -> isHarmless(path, folder)))
                .orElse(false);
    }

    private boolean isHarmless(String path, Path folder) {
        try {
            var kind = places.kindOf(resolve.apply(folder.resolve(path)));
            return kind == Kind.PROJECT || kind == Kind.PROTECTED;
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
