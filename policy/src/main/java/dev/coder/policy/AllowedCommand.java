package dev.coder.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// An entry of `allowedCommands`: one word is a program with any arguments, several are a command with these words.
///
/// @param shown as it was written
/// @param words what its calls look like
public record AllowedCommand(String shown, WordPattern words) {

    private static final Set<String> SYSTEM =
            Set.of("/bin", "/usr/bin", "/usr/local/bin", "/sbin", "/usr/sbin", "/opt/homebrew/bin");

    /// @throws IllegalArgumentException when it names no program
    public static AllowedCommand of(String text) {
        var words = WordPattern.of(text);
        return new AllowedCommand(text.strip(), words.words().size() == 1 ? words.withAnyArguments() : words);
    }

    /// Whether it is a call of this program, by its name or from a folder of the system.
    boolean lets(List<String> call) {
        var program = call.getFirst();
        var slash = program.lastIndexOf('/');
        return words.isExactly(call)
                || (slash > 0
                        && SYSTEM.contains(program.substring(0, slash))
                        && words.isExactly(Stream.concat(
                                        Stream.of(program.substring(slash + 1)),
                                        call.stream().skip(1))
                                .toList()));
    }

    /// What it means to let a program go unasked that runs whatever it is told; empty for other programs.
    public Optional<String> warning() {
        return warning(words);
    }

    static Optional<String> warning(WordPattern words) {
        var program = words.words().getFirst();
        return words.isOpen() && runsAnything(program)
                ? Optional.of(
                        shown(program) + " runs any code it is given, so whatever the model writes for it runs unasked")
                : Optional.empty();
    }

    private static String shown(String program) {
        return program.equals("*") ? "any program" : program;
    }

    private static boolean runsAnything(String program) {
        return program.equals("*")
                || Stream.of(
                                Danger.SHELL,
                                Danger.INTERPRETER,
                                Danger.WRAPPER,
                                Danger.EVAL,
                                Danger.PRIVILEGE,
                                Danger.ANYTHING)
                        .anyMatch(danger -> danger.of(program));
    }
}
