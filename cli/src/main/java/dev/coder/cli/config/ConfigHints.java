package dev.coder.cli.config;

import dev.coder.policy.Rule;
import dev.coder.policy.Ruling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is said of values that count and yet do not do what they seem to, to those who look at their settings.
///
/// @param roots where the paths of rules start
record ConfigHints(Path home, Rule.Roots roots) {

    private static final Pattern WILD = Pattern.compile("[^/]*[*?\\[{].*");

    /// @param entry a value that counts; of a list, a list of one
    Optional<String> of(ConfigKey key, ConfigEntry entry) {
        return switch (key) {
            case MAX_FILE_SIZE ->
                entry.size() == 0
                        ? said(entry, "\"maxFileSize\" is 0, so no file can be read or changed")
                        : Optional.empty();
            case ALLOWED_PATHS -> missing(entry, item(entry).folder(home));
            case ALLOWED_COMMANDS ->
                entry.items().stream()
                        .flatMap(item -> never(item, Ruling.ALLOW, item.text()).stream())
                        .findFirst();
            case RULES -> neverRule(item(entry));
            case AGENT_URL,
                    MODE,
                    API_KEY,
                    KEY_HELPER,
                    MODEL,
                    SESSION_TIMEOUT,
                    TOOL_POLICY,
                    REQUIRE_CONFIRMATION,
                    BLOCKED_PATHS,
                    NETWORK,
                    AUTO_COMMIT,
                    PROJECT_TYPE,
                    PROJECT_PATHS,
                    TOOLS_PATH,
                    THEME,
                    EDITING_MODE,
                    NOTIFICATIONS,
                    SCREEN_READER -> Optional.empty();
        };
    }

    private static ConfigEntry item(ConfigEntry list) {
        return list.items().getFirst();
    }

    private static Optional<String> said(ConfigEntry entry, String sentence) {
        return Optional.of(entry.origin() + ": " + sentence);
    }

    private static Optional<String> missing(ConfigEntry entry, Path folder) {
        return Files.isDirectory(folder)
                ? Optional.empty()
                : said(entry, "there is no folder " + folder + ", so \"" + entry.key() + "\" allows nothing there");
    }

    /// A pattern of folders, of which the part before the first wildcard is not there.
    Optional<String> ofPattern(ConfigEntry entry, String pattern) {
        var fixed = WILD.matcher(pattern).replaceFirst("");
        var folder = Path.of(fixed.startsWith("~") ? home + fixed.substring(1) : fixed);
        return Files.isDirectory(folder)
                ? Optional.empty()
                : said(entry, "there is no folder " + folder + ", so \"" + pattern + "\" finds no project");
    }

    private Optional<String> neverRule(ConfigEntry rule) {
        for (var ruling : Ruling.values()) {
            var field = rule.field(ruling.word());
            if (field.isPresent() && field.get().text().startsWith("run ")) {
                return never(
                        rule,
                        ruling,
                        field.get().text().substring("run ".length()).strip());
            }
        }
        return Optional.empty();
    }

    /// What names several commands, or quotes and operators of the shell, is no single command that could match.
    private Optional<String> never(ConfigEntry entry, Ruling ruling, String words) {
        return matches(ruling, words)
                ? Optional.empty()
                : said(
                        entry,
                        "no command can match \"" + words
                                + "\": name one command by its words, without quotes and signs of the shell");
    }

    private boolean matches(Ruling ruling, String words) {
        try {
            return Rule.command(ruling, words, new Rule.Note("", "")).matches(words.replace("*", "x"), roots);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static ConfigHints of(Path home, List<Path> projects) {
        return new ConfigHints(home, new Rule.Roots(projects, home));
    }
}
