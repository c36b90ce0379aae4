package dev.coder.cli.completion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// All commands with their options, as far as a shell has to know them, from picocli's own model.
public record CommandTree(List<Node> nodes) {

    private static final Pattern CHOICES = Pattern.compile("([a-z]+(?:, [a-z]+)* or [a-z]+)\\b.*");

    /// @param path     `coder`, `coder agent`, `coder agent stop` …
    /// @param operands what stands there beside options and commands
    record Node(String path, List<Sub> subcommands, List<Choice> options, Words operands) {}

    record Sub(String name, String description) {}

    /// @param names `-p`, `--print`
    /// @param value null when it takes none
    record Choice(
            List<String> names,
            String description,
            @Nullable Words value) {}

    public static CommandTree of(CommandLine root) {
        var nodes = new ArrayList<Node>();
        add(nodes, root, root.getCommandName());
        return new CommandTree(List.copyOf(nodes));
    }

    private static void add(List<Node> nodes, CommandLine command, String path) {
        var visible = command.getSubcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .toList();
        var subcommands = visible.stream()
                .map(entry -> new Sub(
                        entry.getKey(),
                        first(entry.getValue().getCommandSpec().usageMessage().description())))
                .toList();
        var options = command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(CommandTree::choice)
                .toList();
        nodes.add(new Node(path, subcommands, options, operands(command)));
        visible.forEach(entry -> add(nodes, entry.getValue(), path + " " + entry.getKey()));
    }

    private static Words operands(CommandLine command) {
        return command.getCommandSpec().positionalParameters().stream()
                .filter(operand -> !operand.hidden())
                .min(Comparator.comparing(PositionalParamSpec::index))
                .map(CommandTree::words)
                .orElse(new Words.Any());
    }

    private static Choice choice(OptionSpec option) {
        var takesValue = option.arity().max() > 0;
        return new Choice(List.of(option.names()), first(option.description()), takesValue ? words(option) : null);
    }

    /// The label says what it is.
    private static Words words(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            return new Words.Fixed(
                    StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                            .map(word -> argument.type().isEnum() ? word.toLowerCase(Locale.ROOT) : word)
                            .toList());
        }
        return switch (argument.paramLabel()) {
            case "DIR" -> new Words.Folders();
            case "FILE" -> new Words.Files();
            case "ID", "SESSION" -> new Words.Asked("sessions");
            case "PROVIDER/NAME" -> new Words.Asked("models");
            case "KEY" -> new Words.Asked("keys");
            default -> said(first(argument.description()));
        };
    }

    /// Descriptions begin with the choices where there are some: `text, json or jsonl …`
    private static Words said(String description) {
        var matcher = CHOICES.matcher(description);
        return matcher.matches() ? new Words.Fixed(List.of(matcher.group(1).split(", | or "))) : new Words.Any();
    }

    /// The first sentence, on one line.
    private static String first(String[] description) {
        var text = description.length == 0 ? "" : String.join(" ", description).strip();
        var end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replaceAll("[.:]$", "").replaceAll("\\s+", " ");
    }
}
