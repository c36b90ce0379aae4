package dev.coder.policy;

import java.util.regex.Pattern;

/// A pattern of bash for one name of a path. It matches what bash would match, or more: a set of characters in brackets
/// stands for any character.
///
/// @param hidden whether it matches names that begin with a dot
public record FilePattern(Pattern regex, boolean hidden) {

    /// @param name such as `*.ts`
    public static FilePattern of(String name) {
        var regex = new StringBuilder();
        for (var i = 0; i < name.length(); i++) {
            var end = name.indexOf(']', i + 2);
            switch (name.charAt(i)) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append("..?");
                case '[' -> {
                    var plain = end > 0 && name.substring(i + 1, end).indexOf('[') < 0;
                    regex.append(plain ? "..?" : end > 0 ? ".*" : "\\[");
                    i = plain ? end : end > 0 ? name.lastIndexOf(']') : i;
                }
                default -> regex.append(Pattern.quote(name.substring(i, i + 1)));
            }
        }
        return new FilePattern(
                Pattern.compile(regex.toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE), name.startsWith("."));
    }

    /// Whether a name is a pattern at all.
    public static boolean is(String name) {
        return name.matches("(?s).*[*?\\[].*");
    }

    public boolean matches(String name) {
        return regex.matcher(name).matches() && (hidden || !name.startsWith("."));
    }
}
