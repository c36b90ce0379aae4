package dev.coder.cli.completion;

import dev.coder.cli.completion.CommandTree.Choice;
import dev.coder.cli.completion.CommandTree.Node;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The same table as zsh reads it, with descriptions.
record ZshCases(CommandTree tree) {

    String text() {
        return tree.nodes().stream().map(this::node).collect(Collectors.joining());
    }

    private String node(Node node) {
        var commands = node.subcommands().stream()
                .map(command -> described(command.name(), command.description()))
                .collect(Collectors.joining(" "));
        var options = node.options().stream().flatMap(ZshCases::described).collect(Collectors.joining(" "));
        var values = node.options().stream().map(ZshCases::value).collect(Collectors.joining());
        return "    '%s')\n      commands=(%s)\n      options=(%s)\n      operands='%s'\n      case $1 in\n%s      esac\n      ;;\n"
                .formatted(node.path(), commands, options, BashCases.kind(node.operands()), values);
    }

    private static Stream<String> described(Choice option) {
        return option.names().stream().map(name -> described(name, option.description()));
    }

    private static String described(String name, String description) {
        return Quoted.posix(name + ":" + description);
    }

    private static String value(Choice option) {
        return option.value() == null
                ? ""
                : "        %s) values='%s' ;;\n"
                        .formatted(String.join("|", option.names()), BashCases.kind(option.value()));
    }
}
