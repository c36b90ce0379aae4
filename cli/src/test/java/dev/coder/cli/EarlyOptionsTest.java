package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.cli.terminal.Streams;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/// All options of `coder` before all of its commands, as picocli knows them.
class EarlyOptionsTest {

    /// Of one name, and yet of another meaning or form.
    private static final List<String> OTHERS = List.of(
            "config edit --local",
            "config edit --project",
            "config set --local",
            "config set --project",
            "config unset --local",
            "config unset --project",
            "policy check --project",
            "policy path --project",
            "sessions export --output");

    private static CommandLine commands() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return CliMain.commands(Map.of(), new Streams(nowhere, nowhere, false, false, false, false));
    }

    /// A command that can be run, and how it is called.
    private record Leaf(List<String> path, CommandLine command) {

        static Stream<Leaf> all(List<String> path, CommandLine command) {
            var subcommands = command.getSubcommands();
            return subcommands.isEmpty()
                    ? Stream.of(new Leaf(path, command))
                    : subcommands.entrySet().stream().flatMap(sub -> all(with(path, sub.getKey()), sub.getValue()));
        }

        private static List<String> with(List<String> path, String name) {
            return Stream.concat(path.stream(), Stream.of(name)).toList();
        }

        String name() {
            return String.join(" ", path);
        }

        /// The command's name with all that it cannot be without.
        List<String> line() {
            var line = new ArrayList<>(path);
            for (var option : command.getCommandSpec().options()) {
                if (option.required()) {
                    line.addAll(List.of(option.longestName(), value(option)));
                }
            }
            for (var word : command.getCommandSpec().positionalParameters()) {
                for (var i = 0; i < word.arity().min(); i++) {
                    line.add(value(word));
                }
            }
            return line;
        }
    }

    private static String value(ArgSpec argument) {
        var type = argument.auxiliaryTypes()[0];
        return type.isEnum()
                ? type.getEnumConstants()[0].toString()
                : type.equals(Integer.class) || type.equals(int.class) ? "7" : "x";
    }

    private static List<OptionSpec> early() {
        return commands().getCommandSpec().options().stream()
                .filter(option -> option.scopeType() != ScopeType.INHERIT && !option.usageHelp())
                .toList();
    }

    private static ParseResult parsed(OptionSpec option, Leaf leaf) {
        var line = new ArrayList<>(List.of(option.longestName()));
        if (option.arity().max() > 0) {
            line.add(value(option));
        }
        line.addAll(leaf.line());
        return commands().parseArgs(line.toArray(String[]::new));
    }

    private static ParseResult last(ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
    }

    @Test
    void everyOptionHoldsForEveryCommandOrIsRefusedByName() {
        var refusedNamesakes = new TreeSet<String>();
        for (var leaf : Leaf.all(List.of(), commands()).toList()) {
            for (var option : early()) {
                var parsed = parsed(option, leaf);
                var own = last(parsed).commandSpec().findOption(option.longestName());
                var pair = leaf.name() + " " + option.longestName();
                try {
                    EarlyOptions.handOn(parsed);
                } catch (ParameterException e) {
                    assertThat(e).as(pair).hasMessageContaining(option.longestName());
                    if (own != null) {
                        refusedNamesakes.add(pair);
                    }
                    continue;
                }
                assertThat(own).as(pair).isNotNull();
                assertThat(single(own.getValue()))
                        .as(pair)
                        .isEqualTo(single(
                                parsed.matchedOption(option.longestName()).getValue()));
            }
        }
        assertThat(refusedNamesakes).containsExactlyElementsOf(OTHERS);
    }

    private static Object single(Object value) {
        return value instanceof List<?> list && list.size() == 1 ? list.getFirst() : value;
    }

    @Test
    void whatStandsAfterTheNameCountsMore() {
        var parsed =
                commands().parseArgs("--approval-mode", "plan", "tool", "run", "--approval-mode", "auto", "x", "{}");
        EarlyOptions.handOn(parsed);
        assertThat(last(parsed).matchedOptionValue("--approval-mode", null).toString())
                .isEqualTo("AUTO");
    }

    @Test
    void helpIsShownWhateverStandsBefore() {
        EarlyOptions.handOn(commands().parseArgs("--trust", "undo", "--help"));
    }

    @Test
    void wordsBeforeACommandDoNotRunIt() {
        var parsed = commands().parseArgs("please", "trust");
        assertThatThrownBy(() -> EarlyOptions.handOn(parsed))
                .hasMessageContainingAll("\"please\"", "\"trust\"", "quotes");
    }

    @Test
    void severalFoldersAreNotMadeOne() {
        var parsed = commands().parseArgs("--project", "a", "--project", "b", "policy", "list");
        assertThatThrownBy(() -> EarlyOptions.handOn(parsed)).hasMessageContaining("--project");
    }
}
