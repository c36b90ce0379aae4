package dev.coder.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TreeSitterBash;

/// Reads bash by its real grammar and knows only the plainest part of it: words without expansion, joined by `&&`,
/// `||`,
/// `;`, `|` and line ends, with output sent to nowhere.
final class BashSyntax {

    private static final int LONGEST = 4000;

    /// Bytes and characters are the same here, and there is nothing that parsers read differently.
    private static final Pattern PLAIN = Pattern.compile("[\\n\\x20-\\x7e]*");

    private static final Set<String> JOINTS = Set.of("&&", "||", ";", "|", "\n");
    private static final Set<String> STRUCTURE = Set.of("program", "list", "pipeline");
    private static final Pattern DISCARDING = Pattern.compile("[12]?>>? ?/dev/null|&> ?/dev/null|2>&1|1>&2|>&2");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"[^\"$`\\\\]*\"");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=.*");

    private final String source;
    private final List<List<String>> commands = new ArrayList<>();

    private BashSyntax(String source) {
        this.source = source;
    }

    /// The words of each command; empty when there is anything that is not plain.
    static Optional<List<List<String>>> plainCommands(String source) {
        if (source.length() > LONGEST || !PLAIN.matcher(source).matches()) {
            return Optional.empty();
        }
        var syntax = new BashSyntax(source);
        return syntax.isPlain() ? Optional.of(syntax.commands) : Optional.empty();
    }

    private boolean isPlain() {
        try (var parser = new TSParser()) {
            parser.setLanguage(new TreeSitterBash());
            try (var tree = parser.parseString(null, source)) {
                var root = tree.getRootNode();
                return !root.hasError() && isPlain(root);
            }
        }
    }

    private boolean isPlain(TSNode node) {
        if (node.isMissing() || node.hasError()) {
            return false;
        }
        return switch (node.getType()) {
            case String type when STRUCTURE.contains(type) -> childrenArePlain(node);
            case String type when JOINTS.contains(type) -> true;
            case "redirected_statement" -> childrenArePlain(node);
            case "file_redirect" -> DISCARDING.matcher(text(node)).matches();
            case "command" -> isPlainCommand(node);
            default -> false;
        };
    }

    private boolean childrenArePlain(TSNode node) {
        for (var i = 0; i < node.getChildCount(); i++) {
            if (!isPlain(node.getChild(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isPlainCommand(TSNode command) {
        var words = new ArrayList<String>();
        for (var i = 0; i < command.getChildCount(); i++) {
            var word = word(text(command.getChild(i)));
            if (word.isEmpty()) {
                return false;
            }
            words.add(word.get());
        }
        commands.add(words);
        return !words.isEmpty() && !ASSIGNMENT.matcher(words.getFirst()).matches();
    }

    /// What the program gets for a word; empty when bash would expand it.
    private static Optional<String> word(String text) {
        if (WORD.matcher(text).matches()) {
            return Optional.of(text);
        }
        var inner = text.length() < 2 ? "" : text.substring(1, text.length() - 1);
        var singleQuoted = text.length() >= 2 && text.startsWith("'") && text.endsWith("'") && !inner.contains("'");
        return singleQuoted || DOUBLE_QUOTED.matcher(text).matches() ? Optional.of(inner) : Optional.empty();
    }

    private String text(TSNode node) {
        return source.substring(node.getStartByte(), node.getEndByte());
    }
}
