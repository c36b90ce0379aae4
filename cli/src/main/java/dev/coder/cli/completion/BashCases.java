package dev.coder.cli.completion;

import dev.coder.cli.completion.CommandTree.Choice;
import dev.coder.cli.completion.CommandTree.Node;
import dev.coder.cli.completion.CommandTree.Sub;
import java.util.stream.Collectors;

/// The table of commands as bash reads it: of each command its commands, its options, and what its options take.
record BashCases(CommandTree tree) {

    String text() {
        return tree.nodes().stream().map(this::node).collect(Collectors.joining());
    }

    private String node(Node node) {
        var commands = node.subcommands().stream().map(Sub::name).collect(Collectors.joining(" "));
        var options = node.options().stream()
                .flatMap(option -> option.names().stream())
                .collect(Collectors.joining(" "));
        var values = node.options().stream().map(BashCases::value).collect(Collectors.joining());
        return "    '%s')\n      commands='%s' options='%s' operands='%s'\n      case $1 in\n%s      esac\n      ;;\n"
                .formatted(node.path(), commands, options, kind(node.operands()), values);
    }

    private static String value(Choice option) {
        return option.value() == null
                ? ""
                : "        %s) values='%s' ;;\n".formatted(String.join("|", option.names()), kind(option.value()));
    }

    /// `any`, `files`, `folders`, `ask KIND`, or `words W…`
    static String kind(Words words) {
        return switch (words) {
            case Words.Any _ -> "any";
            case Words.Files _ -> "files";
            case Words.Folders _ -> "folders";
            case Words.Asked(var kind) -> "ask " + kind;
            case Words.Fixed(var fixed) -> "words " + String.join(" ", fixed);
        };
    }
}
