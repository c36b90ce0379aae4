package dev.coder.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TreeSitterBash;

/// A node of the syntax tree of a command, as tree-sitter's grammar of bash has it.
///
/// @param type   as the grammar names it, such as `pipeline`
/// @param text   the source that it spans
/// @param start  where that begins, in bytes of the source
/// @param end    where it ends, in bytes
/// @param broken whether it is, or holds, something that the grammar does not know
record BashNode(String type, String text, int start, int end, boolean broken, List<BashNode> children) {

    BashNode {
        children = List.copyOf(children);
    }

    static BashNode parse(String source) {
        try (var parser = new TSParser()) {
            parser.setLanguage(new TreeSitterBash());
            try (var tree = parser.parseString(null, source)) {
                return of(tree.getRootNode(), source.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static BashNode of(TSNode node, byte[] source) {
        var children = new ArrayList<BashNode>();
        for (var i = 0; i < node.getChildCount(); i++) {
            children.add(of(node.getChild(i), source));
        }
        var start = node.getStartByte();
        var text = new String(source, start, node.getEndByte() - start, StandardCharsets.UTF_8);
        return new BashNode(
                node.getType(), text, start, node.getEndByte(), node.hasError() || node.isMissing(), children);
    }

    boolean is(String wanted) {
        return type.equals(wanted);
    }

    /// This node and all below it, in the order of the source.
    Stream<BashNode> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(BashNode::all));
    }

    /// Whether it is a here-document in which the shell runs what the grammar takes for text.
    boolean isDocumentWithBackticks() {
        return is("heredoc_redirect")
                && holds(node -> node.is("heredoc_body") && node.text().indexOf('`') >= 0)
                && !holds(node -> node.is("heredoc_start") && node.text().matches("(?s).*[\\\\'\"].*"));
    }

    boolean holds(Predicate<BashNode> wanted) {
        return all().anyMatch(wanted);
    }
}
