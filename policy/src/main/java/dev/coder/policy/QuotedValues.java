package dev.coder.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// The text of a command with values in the place of their names, each quoted so that bash takes it for data: as part
/// of a word, within quotes of any kind, in a here-document. Where the grammar cannot tell what bash would make of
/// quotes, such as in arithmetic or behind a backslash, a value stands as it is.
///
/// @param command as bash will get it
/// @param forms   what was written for values that had to be quoted, with the names
public record QuotedValues(String command, Map<String, String> forms) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]*+");
    private static final Pattern SPECIAL_IN_QUOTES = Pattern.compile("[\\\\\"$`]");
    private static final Pattern SPECIAL_IN_DOCUMENTS = Pattern.compile("[\\\\$`]");
    private static final Pattern SPECIAL_IN_ANSI_QUOTES = Pattern.compile("[\\\\']");

    /// The nodes in which a word is a word, and quotes are quotes.
    private static final Set<String> UNDERSTOOD = Set.of(
            "program",
            "list",
            "pipeline",
            "command",
            "command_name",
            "word",
            "concatenation",
            "negated_command",
            "redirected_statement",
            "file_redirect",
            "herestring_redirect",
            "heredoc_redirect",
            "variable_assignment",
            "variable_assignments",
            "declaration_command",
            "array",
            "subshell",
            "compound_statement",
            "if_statement",
            "elif_clause",
            "else_clause",
            "while_statement",
            "for_statement",
            "do_group",
            "case_statement",
            "case_item",
            "function_definition",
            "command_substitution",
            "process_substitution",
            "test_command",
            "unary_expression",
            "binary_expression",
            "negation_expression",
            "string",
            "translated_string",
            "string_content",
            "raw_string",
            "ansi_c_string",
            "heredoc_body",
            "heredoc_content");

    public QuotedValues {
        forms = Map.copyOf(forms);
    }

    /// Whether a value means the same to every program, with or without quotes.
    public static boolean isPlain(String value) {
        return PLAIN.matcher(value).matches();
    }

    /// @param values by the names that stand for them in the command
    public static QuotedValues in(String command, Map<String, String> values) {
        if (values.values().stream().allMatch(QuotedValues::isPlain)) {
            return new QuotedValues(replaced(command, values), Map.of());
        }
        var source = command.getBytes(StandardCharsets.UTF_8);
        var tree = BashNode.parse(command);
        var forms = new HashMap<String, String>();
        var text = new StringBuilder();
        var done = 0;
        for (var place : places(command, values.keySet())) {
            var value = Objects.requireNonNull(values.get(place.name));
            var from = command.substring(0, place.at).getBytes(StandardCharsets.UTF_8).length;
            var form = isPlain(value) ? value : form(value, new Spot(source, from, from + place.name.length()), tree);
            if (!form.equals(value)) {
                forms.put(form, place.name);
            }
            text.append(command, done, place.at).append(form);
            done = place.at + place.name.length();
        }
        return new QuotedValues(text.append(command, done, command.length()).toString(), forms);
    }

    private static String replaced(String command, Map<String, String> values) {
        var text = command;
        for (var value : values.entrySet()) {
            text = text.replace(value.getKey(), value.getValue());
        }
        return text;
    }

    private record Place(int at, String name) {}

    private static List<Place> places(String command, Set<String> names) {
        var places = new ArrayList<Place>();
        for (var name : names) {
            for (var at = command.indexOf(name); at >= 0; at = command.indexOf(name, at + name.length())) {
                places.add(new Place(at, name));
            }
        }
        places.sort(Comparator.comparingInt(Place::at));
        return places;
    }

    /// Where a name stands in the source, in bytes.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares spots or writes to the array
    private record Spot(byte[] source, int start, int end) {

        boolean isWithin(BashNode node) {
            return node.start() <= start && end <= node.end();
        }

        /// Whether a backslash before it would take away the meaning of what comes first.
        boolean isEscaped() {
            var before = start;
            while (before > 0 && source[before - 1] == '\\') {
                before--;
            }
            return (start - before) % 2 == 1;
        }
    }

    private static String form(String value, Spot spot, BashNode tree) {
        if (tree.broken() || spot.isEscaped()) {
            return value;
        }
        var path = path(spot, tree);
        if (!path.stream().allMatch(QuotedValues::isUnderstood)) {
            return value;
        }
        for (var node : path.reversed()) {
            switch (node.type()) {
                case "raw_string" -> {
                    return value.replace("'", "'\\''");
                }
                case "ansi_c_string" -> {
                    return escaped(SPECIAL_IN_ANSI_QUOTES, value);
                }
                case "string" -> {
                    return escaped(SPECIAL_IN_QUOTES, value);
                }
                case "heredoc_body" -> {
                    return inDocument(value, path);
                }
                case "command_substitution", "process_substitution" -> {
                    return quoted(value);
                }
                default -> {}
            }
        }
        return quoted(value);
    }

    private static List<BashNode> path(Spot spot, BashNode tree) {
        var path = new ArrayList<BashNode>();
        var node = tree;
        while (node != null) {
            path.add(node);
            node = node.children().stream().filter(spot::isWithin).findFirst().orElse(null);
        }
        return path;
    }

    private static boolean isUnderstood(BashNode node) {
        return UNDERSTOOD.contains(node.type())
                && !node.text().startsWith("`")
                && !(node.is("compound_statement") && node.text().startsWith("(("));
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }

    private static String escaped(Pattern special, String value) {
        return special.matcher(value).replaceAll("\\\\$0");
    }

    /// A document ends at a line that is its delimiter, whatever quotes there are: a value of several lines stays as
    /// it is. So does one beside a backquote, as the grammar does not tell what bash runs between two of them.
    private static String inDocument(String value, List<BashNode> path) {
        var isRaw = path.stream()
                .filter(node -> node.is("heredoc_redirect"))
                .flatMap(node -> node.children().stream())
                .filter(node -> node.is("heredoc_start"))
                .anyMatch(node -> node.text().matches("(?s).*[\\\\'\"].*"));
        var runs = path.stream()
                .anyMatch(node -> node.is("heredoc_body") && node.text().indexOf('`') >= 0);
        return isRaw || runs || value.indexOf('\n') >= 0 ? value : escaped(SPECIAL_IN_DOCUMENTS, value);
    }
}
