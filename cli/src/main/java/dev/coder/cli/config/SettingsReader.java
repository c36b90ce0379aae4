package dev.coder.cli.config;

import dev.coder.cli.exit.StopException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Puts the files together, one after the other.
final class SettingsReader {

    private final Path home;
    private final Variables variables;
    private final ReadingNotes notes = new ReadingNotes();
    private final PolicyReader policy;
    private final PreferencesReader preferences = new PreferencesReader(notes);

    /// @param projects where rules and their examples apply; none: the home folder stands for them
    SettingsReader(ConfigFiles files, List<Path> projects) {
        this.home = files.home();
        this.variables = files.variables();
        this.policy = new PolicyReader(home, projects.isEmpty() ? List.of(home) : projects, notes);
    }

    Settings read(List<ConfigFiles.Found> files) {
        for (var found : files) {
            found.notices().forEach(notes::notice);
            fields(found).forEach(field -> take(found, field));
        }
        return policy.read(preferences.read());
    }

    /// Everything that is wrong in a file, not only the first.
    List<String> mistakes(ConfigFiles.Found found) {
        var mistakes = new ArrayList<String>();
        try {
            for (var field : fields(found)) {
                mistake(found, field, mistakes);
            }
        } catch (StopException e) {
            mistakes.add(e.sentence());
        }
        return mistakes;
    }

    /// What does not count in it.
    List<String> notices(ConfigFiles.Found found) {
        return Stream.concat(found.notices().stream(), notes.notices().stream()).toList();
    }

    private void mistake(ConfigFiles.Found found, ConfigNode.Field field, List<String> mistakes) {
        try {
            take(found, field);
        } catch (StopException e) {
            mistakes.add(e.sentence());
        }
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
        } else if (file.alias()) {
            notes.notice(file.origin(field.line()) + ": Coder knows no \"" + field.name() + "\"; ignored");
        } else {
            throw file.mistake(
                    field.line(),
                    "there is no key \"" + field.name() + "\"" + Meant.word(field.name(), ConfigKey.words()));
        }
    }

    private void take(ConfigKey key, ConfigEntry entry) {
        if (!key.who().covers(entry.file().layer())) {
            notes.misplaced(entry, key);
            return;
        }
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
