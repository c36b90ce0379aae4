package dev.coder.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Works out what words are as far as that is cheap: quotes, escapes, variables that were set to something plain. What
/// is not known stands as [#UNKNOWN].
final class Constants {

    static final String UNKNOWN = "\ufffc";

    private static final int LONGEST = 1_000;

    private static final Pattern ANSI_C =
            Pattern.compile("\\\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,3}|.)", Pattern.DOTALL);

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_]\\w*)}?");

    private final Map<String, String> variables = new HashMap<>();

    void set(String name, String value) {
        variables.put(name, value.length() > LONGEST ? UNKNOWN : value);
    }

    String of(BashNode node) {
        return switch (node.type()) {
            case "word", "number", "variable_name", "test_operator", "special_character" ->
                tilde(unescaped(node.text()));
            case "command_name" -> parts(node);
            case "concatenation" -> tilde(parts(node));
            case "raw_string" -> node.text().substring(1, node.text().length() - 1);
            case "string" -> quoted(node);
            case "ansi_c_string" -> ansiC(node.text().substring(2, node.text().length() - 1));
            case "translated_string" -> parts(node).replaceFirst("^\\$", "");
            case "simple_expansion", "expansion" -> variable(node.text());
            default -> node.children().isEmpty() ? node.text() : UNKNOWN;
        };
    }

    private String parts(BashNode node) {
        var text = new StringBuilder();
        node.children().forEach(child -> text.append(of(child)));
        return text.toString();
    }

    /// With the blanks between the parts, which are no nodes.
    private String quoted(BashNode node) {
        var text = new StringBuilder();
        var inner = node.text();
        if (node.children().stream()
                .noneMatch(child -> child.type().endsWith("expansion") || child.is("command_substitution"))) {
            return inner.substring(1, Math.max(1, inner.length() - 1)).replaceAll("\\\\([\"\\\\$`])", "$1");
        }
        for (var child : node.children().subList(1, Math.max(1, node.children().size() - 1))) {
            text.append(child.is("string_content") ? child.text() : of(child));
        }
        return text.toString();
    }

    private String tilde(String text) {
        var home = variables.getOrDefault("HOME", UNKNOWN);
        return text.equals("~") || text.startsWith("~/")
                ? home + text.substring(1)
                : text.startsWith("~root")
                        ? "/root" + text.substring(5)
                        : text.startsWith("~")
                                        && home.endsWith("/" + text.substring(1).replaceFirst("/.*", ""))
                                ? home + text.substring(text.indexOf('/') < 0 ? text.length() : text.indexOf('/'))
                                : text;
    }

    private static String unescaped(String text) {
        return text.replace("\\\n", "").replaceAll("\\\\(.)", "$1");
    }

    private String variable(String text) {
        var name = VARIABLE.matcher(text);
        return name.matches() ? variables.getOrDefault(name.group(1), UNKNOWN) : UNKNOWN;
    }

    static String ansiC(String text) {
        return ANSI_C.matcher(text).replaceAll(match -> Matcher.quoteReplacement(escape(match.group(1))));
    }

    private static String escape(String code) {
        return switch (code.charAt(0)) {
            case 'x', 'u', 'U' -> code.length() == 1 ? code : character(code.substring(1), 16);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> character(code, 8);
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            default -> code;
        };
    }

    private static String character(String digits, int radix) {
        var codePoint = Integer.parseUnsignedInt(digits, radix);
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : UNKNOWN;
    }
}
