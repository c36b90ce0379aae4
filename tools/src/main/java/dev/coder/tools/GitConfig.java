package dev.coder.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What git's configuration files say (git-config(1)): the last value of each variable, names in lower case, such as
/// `core.excludesfile`. Files that are included are read, too, except on a condition.
final class GitConfig {

    private static final int MAX_DEPTH = 10;
    private static final long MAX_BYTES = 1 << 20;

    private final @Nullable Path home;
    private final Map<String, String> values = new HashMap<>();

    /// @param home what a tilde means
    GitConfig(@Nullable Path home) {
        this.home = home;
    }

    /// What stands here counts more than what was read before.
    GitConfig read(Path file) {
        read(file, 0);
        return this;
    }

    @Nullable
    String value(String name) {
        return values.get(name);
    }

    boolean flag(String name) {
        var value = values.getOrDefault(name, "false").toLowerCase(Locale.ROOT);
        return value.equals("true") || value.equals("yes") || value.equals("on") || value.equals("1");
    }

    /// A value that is a path; null when there is none.
    @Nullable
    Path path(String name, Path base) {
        var value = values.get(name);
        return value == null || value.isEmpty() ? null : resolved(value, base);
    }

    private void read(Path file, int depth) {
        try {
            if (depth < MAX_DEPTH && Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
                parse(Files.readString(file, StandardCharsets.ISO_8859_1).replace("\\\n", ""), file, depth);
            }
        } catch (IOException e) {
            // what can not be read says nothing
        }
    }

    private void parse(String text, Path file, int depth) {
        var section = "";
        for (var line : (Iterable<String>) text.lines().map(String::strip)::iterator) {
            var rest = line;
            if (line.startsWith("[") && line.indexOf(']') > 0) {
                section = line.substring(1, line.indexOf(']')).strip().toLowerCase(Locale.ROOT);
                rest = line.substring(line.indexOf(']') + 1).strip();
            }
            if (!rest.isEmpty() && !rest.startsWith("#") && !rest.startsWith(";")) {
                set(section, rest, file, depth);
            }
        }
    }

    private void set(String section, String line, Path file, int depth) {
        var end = line.indexOf('=');
        var key = section + "."
                + (end < 0 ? line : line.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        var value = end < 0 ? "true" : unquoted(line.substring(end + 1).strip());
        values.put(key, value);
        var included = key.equals("include.path") ? resolved(value, file.resolveSibling("")) : null;
        if (included != null) {
            read(included, depth + 1);
        }
    }

    private @Nullable Path resolved(String path, Path base) {
        try {
            var text = new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            if (text.startsWith("~/")) {
                return home == null ? null : home.resolve(text.substring(2));
            }
            return base.resolve(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /// Without quotes, comments and the blanks before them; backslashes are obeyed.
    private static String unquoted(String text) {
        var value = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '#' || c == ';')) {
                break;
            } else {
                value.append(c == '\\' && i + 1 < text.length() ? escaped(text.charAt(++i)) : c);
            }
        }
        return value.toString().strip();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'b' -> '\b';
            default -> c;
        };
    }
}
