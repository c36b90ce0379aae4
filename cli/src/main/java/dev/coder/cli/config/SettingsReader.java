package dev.coder.cli.config;

import dev.coder.cli.exit.StopException;
import dev.coder.policy.Ruling;
import java.nio.file.Path;
import java.util.List;

/// Puts the files together, one after the other, for all who want to know: a turn, `coder config`, `coder policy`,
/// `coder doctor`. What this build does not understand is a notice, and the rest counts; what may have been meant to
/// tighten the policy leaves no wider approval mode than ask.
final class SettingsReader {

    private static final String UNCLEAR = "no wider approval mode than ask until it is mended";

    private final Path home;
    private final Variables variables;
    private final ReadingNotes notes = new ReadingNotes();
    private final PolicyReader policy;
    private final PreferencesReader preferences;
    private final ConfigHints hints;

    /// @param projects where rules and their examples apply; none: the home folder stands for them
    SettingsReader(ConfigFiles files, List<Path> projects) {
        this.home = files.home();
        this.variables = files.variables();
        var roots = projects.isEmpty() ? List.of(home) : projects;
        this.hints = ConfigHints.of(home, roots);
        this.preferences = new PreferencesReader(notes, hints);
        this.policy = new PolicyReader(home, roots, notes);
    }

    Settings read(List<ConfigFiles.Found> files) {
        for (var found : files) {
            found.notices().forEach(notes::notice);
            fields(found).forEach(field -> take(found, field));
        }
        var preferred = preferences.read();
        if (!policy.confirmed().isEmpty() && preferred.toolsPath().isEmpty()) {
            ToolNames.notices(policy.confirmed(), ToolNames.installed()).forEach(notes::notice);
        }
        return policy.read(preferred);
    }

    /// All that is wrong in what was read.
    List<String> mistakes() {
        return notes.mistakes();
    }

    /// What is said of what counts, to those who look at their settings.
    List<String> hints() {
        return notes.hints();
    }

    private List<ConfigNode.Field> fields(ConfigFiles.Found found) {
        if (found.content() instanceof ConfigNode.Fields(var fields, var _)) {
            return fields;
        }
        throw found.file()
                .mistake(
                        found.content().line(),
                        "a file of settings needs an object: { … }, and this is "
                                + found.content().kind());
    }

    private void take(ConfigFiles.Found found, ConfigNode.Field field) {
        var file = found.file();
        var entry = new ConfigEntry(file, field.name(), field.value(), variables);
        if (field.name().equals(ConfigKey.SCHEMA)) {
            return;
        }
        var key = ConfigKey.of(field.name());
        if (key.isPresent()) {
            take(key.get(), entry);
        } else {
            unknown(file, field);
        }
    }

    private void unknown(ConfigFile file, ConfigNode.Field field) {
        var word = field.name();
        var sentence = file.origin(field.line()) + ": "
                + (file.alias()
                        ? "Coder knows no \"" + word + "\""
                        : "there is no key \"" + word + "\"" + Meant.word(word, ConfigKey.words()));
        if (ConfigKey.mayRestrict(word)) {
            policy.unclearRestriction(file.origin(field.line()));
            notes.mistaken(sentence, UNCLEAR);
        } else {
            notes.mistaken(sentence, ReadingNotes.IGNORED);
        }
    }

    private void take(ConfigKey key, ConfigEntry entry) {
        if (!key.who().covers(entry.file().layer())) {
            notes.misplaced(entry, key);
            return;
        }
        var parts = isOneByOne(key, entry) ? entry.parts() : List.of(entry);
        for (var part : parts) {
            try {
                put(key, part);
                notes.hint(() -> hints.of(key, part));
            } catch (StopException e) {
                notes.mistaken(e.sentence(), meanwhile(key, part));
            }
        }
    }

    /// A list whose items stand each for itself. The programs to which a project narrows are one thing together.
    private static boolean isOneByOne(ConfigKey key, ConfigEntry entry) {
        return key.kind().isList()
                && key != ConfigKey.PROJECT_PATHS
                && (key != ConfigKey.ALLOWED_COMMANDS || isUsers(entry));
    }

    private static boolean isUsers(ConfigEntry entry) {
        return entry.file().layer() == ConfigFile.Layer.USER;
    }

    /// What holds in the place of what cannot be understood: never more than it could have meant.
    ///
    /// @return in words
    private String meanwhile(ConfigKey key, ConfigEntry entry) {
        return switch (key) {
            case TOOL_POLICY -> {
                policy.unclearToolPolicy(entry);
                yield "taken for \"strict\"";
            }
            case BLOCKED_PATHS, REQUIRE_CONFIRMATION -> unclear(entry);
            case ALLOWED_COMMANDS -> isUsers(entry) ? ReadingNotes.IGNORED : unclear(entry);
            case RULES -> onlyAllows(entry) ? ReadingNotes.IGNORED : unclear(entry);
            case NETWORK -> {
                policy.unclearNetwork();
                yield "taken for false";
            }
            case MAX_FILE_SIZE -> {
                policy.unclearFileSize();
                yield "10 MB at most until it is mended";
            }
            case MODE -> {
                preferences.unclearMode();
                yield "taken for \"local\"";
            }
            case AGENT_URL,
                    API_KEY,
                    KEY_HELPER,
                    MODEL,
                    SESSION_TIMEOUT,
                    ALLOWED_PATHS,
                    AUTO_COMMIT,
                    PROJECT_TYPE,
                    PROJECT_PATHS,
                    TOOLS_PATH,
                    THEME,
                    EDITING_MODE,
                    NOTIFICATIONS,
                    SCREEN_READER -> ReadingNotes.IGNORED;
        };
    }

    private String unclear(ConfigEntry entry) {
        policy.unclearRestriction(entry.origin());
        return UNCLEAR;
    }

    private static boolean onlyAllows(ConfigEntry rules) {
        return rules.hasItems()
                && rules.items().stream()
                        .allMatch(rule -> rule.field(Ruling.ALLOW.word()).isPresent()
                                && rule.field(Ruling.ASK.word()).isEmpty()
                                && rule.field(Ruling.DENY.word()).isEmpty());
    }

    private void put(ConfigKey key, ConfigEntry entry) {
        switch (key) {
            case AGENT_URL -> preferences.agentUrl(entry);
            case MODE -> preferences.mode(entry);
            case API_KEY -> preferences.apiKey(entry);
            case KEY_HELPER -> preferences.keyHelper(entry);
            case MODEL -> preferences.model(entry);
            case SESSION_TIMEOUT -> preferences.sessionTimeout(entry);
            case TOOL_POLICY -> policy.toolPolicy(entry);
            case ALLOWED_COMMANDS -> policy.allowedCommands(entry);
            case REQUIRE_CONFIRMATION -> policy.requireConfirmation(entry);
            case RULES -> policy.rules(entry);
            case ALLOWED_PATHS -> policy.allowedPaths(entry);
            case BLOCKED_PATHS -> policy.blockedPaths(entry);
            case MAX_FILE_SIZE -> policy.maxFileSize(entry);
            case NETWORK -> policy.network(entry);
            case AUTO_COMMIT -> policy.autoCommit(entry);
            case PROJECT_TYPE -> preferences.projectType(entry);
            case PROJECT_PATHS -> preferences.projectPaths(entry);
            case TOOLS_PATH -> preferences.toolsPath(entry, home);
            case THEME -> preferences.theme(entry);
            case EDITING_MODE -> preferences.editingMode(entry);
            case NOTIFICATIONS -> preferences.notifications(entry);
            case SCREEN_READER -> preferences.screenReader(entry);
        }
    }
}
