package dev.coder.tools;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.coder.plugin.ToolException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A pattern for paths: `*` and `?` within a name, `**` across folders, `[a-z]`, `{a,b}`. Without a slash it is about
/// the
/// name alone, at any depth.
record Glob(String text, Pattern pattern, boolean ofName) {

    static Glob of(String glob) throws ToolException {
        var text = glob.startsWith("./") ? glob.substring(2) : glob;
        try {
            return new Glob(text, Pattern.compile(regex(text)), !text.contains("/"));
        } catch (PatternSyntaxException e) {
            throw ToolException.invalid("not a glob: " + glob + ". Such as *.java or src/**/*.{ts,tsx}.");
        }
    }

    /// @param relative to the folder that is searched
    boolean matches(Path relative) {
        var subject = ofName ? relative.getFileName() : relative;
        return pattern.matches(subject.toString());
    }

    /// The same for ripgrep; null where it might differ.
    @Nullable
    String ripgrep() {
        return ofName && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "*?._-".indexOf(c) >= 0)
                ? text
                : null;
    }

    private static String regex(String glob) {
        var regex = new StringBuilder();
        var inBraces = 0;
        for (var i = 0; i < glob.length(); i++) {
            var c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
                var end = glob.indexOf(']', i + 2);
                regex.append(characters(glob.substring(i + 1, end)));
                i = end;
            } else if (c == '\\' && i + 1 < glob.length()) {
                regex.append(Pattern.quote(glob.substring(++i, i + 1)));
            } else {
                inBraces += c == '{' ? 1 : c == '}' ? -1 : 0;
                regex.append(one(c, inBraces > 0));
            }
        }
        return "(?s)" + regex;
    }

    private static String characters(String set) {
        var negated = set.startsWith("!") || set.startsWith("^");
        var members = (negated ? set.substring(1) : set).replace("\\", "\\\\").replace("[", "\\[");
        return negated ? "[^/" + members + "]" : "[" + members + "]";
    }

    private static String one(char c, boolean inBraces) {
        return switch (c) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            case '{' -> "(?:";
            case '}' -> ")";
            case ',' -> inBraces ? "|" : ",";
            default -> Pattern.quote(String.valueOf(c));
        };
    }
}
