package dev.coder.cli.completion;

import dev.coder.cli.completion.CommandTree.Choice;
import dev.coder.cli.completion.CommandTree.Node;
import java.util.stream.Collectors;

/// The lines with which fish learns each command and option.
record FishLines(CommandTree tree) {

    /// The commands that have a name of their own, for the function that finds out which one is typed.
    String paths() {
        return tree.nodes().stream().map(node -> Quoted.fish(node.path())).collect(Collectors.joining(" "));
    }

    String text() {
        return tree.nodes().stream().map(this::node).collect(Collectors.joining());
    }

    private String node(Node node) {
        var start = "complete -c coder -n \"__coder_at " + Quoted.fish(node.path()) + "\"";
        var text = new StringBuilder();
        node.subcommands()
                .forEach(command -> text.append(
                        "%s -f -a %s -d %s\n".formatted(start, command.name(), Quoted.fish(command.description()))));
        node.options().forEach(option -> text.append(start).append(option(option)));
        if (!(node.operands() instanceof Words.Any) || node.path().contains(" ")) {
            text.append(start).append(words(node.operands())).append('\n');
        }
        return text.toString();
    }

    private static String option(Choice option) {
        var names = option.names().stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        var value = option.value() == null ? "" : " -r" + words(option.value());
        return names + value + " -d " + Quoted.fish(option.description()) + "\n";
    }

    private static String words(Words words) {
        return switch (words) {
            case Words.Any _ -> " -f";
            case Words.Files _ -> " -F";
            case Words.Folders _ -> " -f -a \"(__fish_complete_directories)\"";
            case Words.Asked(var kind) -> " -f -a \"(__coder_ask " + kind + ")\"";
            case Words.Fixed(var fixed) -> " -f -a " + Quoted.fish(String.join(" ", fixed));
        };
    }
}
