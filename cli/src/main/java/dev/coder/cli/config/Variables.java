package dev.coder.cli.config;

import dev.coder.cli.config.ConfigFile.Layer;
import dev.coder.cli.exit.OwnCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts variables of the environment into texts: `${NAME}`, `${NAME:-default}`; `$${` stands for `${` itself.
public final class Variables {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(}?)");
    private static final Pattern INSIDE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);
    private static final Pattern SECRET = Pattern.compile(
            ".*(KEY|TOKEN|SECRET|PASS|CREDENTIAL|AUTH|COOKIE|DSN).*|.*_(PAT|PW|PWD)", Pattern.CASE_INSENSITIVE);
    private static final String ESCAPED = "$${";

    private final Map<String, String> environment;

    public Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// @throws dev.coder.cli.exit.StopException when a variable is not set and has no default
    String expanded(ConfigEntry entry, String text) {
        return text.contains("${")
                ? REFERENCE
                        .matcher(text)
                        .replaceAll(found ->
                                Matcher.quoteReplacement(found.group().equals(ESCAPED) ? "${" : value(entry, found)))
                : text;
    }

    private String value(ConfigEntry entry, MatchResult found) {
        var inside = INSIDE.matcher(found.group(1));
        if (!inside.matches() || found.group(2).isEmpty()) {
            throw entry.mistake("\"" + found.group() + "\" names no variable; write ${NAME} or ${NAME:-default}, and"
                    + " $${ where the characters themselves are meant");
        }
        var name = inside.group(1);
        refuseSecret(entry, name);
        var value = environment.getOrDefault(name, "");
        if (!value.isEmpty()) {
            return value;
        }
        return Optional.ofNullable(inside.group(2))
                .orElseThrow(() -> entry.mistake("the variable " + name + " is not set; set it, or "
                        + (entry.key().equals(ConfigKey.API_KEY.word())
                                ? "store a key: " + OwnCommand.with("auth login")
                                : "give a default: ${" + name + ":-…}")));
    }

    /// Who writes a project's file could read secrets out of the environment and send them to a host of theirs.
    private static void refuseSecret(ConfigEntry entry, String name) {
        var layer = entry.file().layer();
        if ((layer == Layer.PROJECT || layer == Layer.LOCAL) && soundsSecret(name)) {
            throw entry.mistake("a project's file cannot use ${" + name
                    + "}, whose name says that it is a secret; say this in your own settings");
        }
    }

    private static boolean soundsSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    /// The names of the variables in it.
    static List<String> names(String text) {
        return REFERENCE
                .matcher(text)
                .results()
                .filter(found -> found.group(1) != null)
                .map(found -> INSIDE.matcher(found.group(1)))
                .filter(Matcher::matches)
                .map(inside -> inside.group(1))
                .toList();
    }

    /// Whether a variable or an escape is in it.
    static boolean isIn(String text) {
        return text.contains("${");
    }

    /// Whether it is nothing but one variable.
    static boolean isAll(String text) {
        var found = REFERENCE.matcher(text);
        return found.matches() && !found.group().equals(ESCAPED);
    }

    /// Whether a variable in it may hold a secret.
    static boolean mayBeSecret(String text) {
        return REFERENCE
                .matcher(text)
                .results()
                .anyMatch(found -> found.group(1) != null && soundsSecret(found.group(1)));
    }
}
