package dev.coder.cli.config;

import dev.coder.cli.config.ConfigFile.Layer;
import dev.coder.cli.exit.OwnCommand;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts the values together that are not about the policy. A later file replaces what an earlier one says.
final class PreferencesReader {

    private static final String DETECTED = "auto-detect";
    private static final String LOCAL = "local";

    private final ReadingNotes notes;
    private final ConfigHints hints;

    private Deferred<AgentUrl> agentUrl = Deferred.none();
    private Deferred<Preferences.ApiKey> apiKey = Deferred.none();
    private Duration sessionTimeout = Preferences.NONE.sessionTimeout();
    private final List<Path> toolsPath = new ArrayList<>();
    private @Nullable String projectType;
    private List<String> projectPaths = Preferences.NONE.projectPaths();
    private Deferred<String> model = Deferred.none();
    private @Nullable String agentMode;
    private String theme = Preferences.NONE.theme();
    private String editingMode = Preferences.NONE.editingMode();
    private boolean notifications = Preferences.NONE.notifications();
    private boolean screenReader = Preferences.NONE.screenReader();
    private Deferred<Preferences.KeyCommand> keyHelper = Deferred.none();

    PreferencesReader(ReadingNotes notes, ConfigHints hints) {
        this.notes = notes;
        this.hints = hints;
    }

    Preferences read() {
        return new Preferences(
                agentUrl,
                apiKey,
                sessionTimeout,
                toolsPath,
                Optional.ofNullable(projectType),
                projectPaths,
                model,
                Optional.ofNullable(agentMode),
                theme,
                editingMode,
                notifications,
                screenReader,
                keyHelper);
    }

    void agentUrl(ConfigEntry entry) {
        agentUrl = notes.deferred(entry, () -> new AgentUrl(uri(entry), fromProject(entry), entry.origin()));
    }

    private static URI uri(ConfigEntry entry) {
        return AgentUrl.parse(entry.text())
                .orElseThrow(() -> entry.mistake(
                        "\"agentUrl\" is not the URL of an agent; it looks like \"https://coder.example.com\""
                                + Meant.url(entry.text())));
    }

    private static boolean fromProject(ConfigEntry entry) {
        return entry.file().layer() == Layer.PROJECT || entry.file().layer() == Layer.LOCAL;
    }

    void apiKey(ConfigEntry entry) {
        apiKey = notes.deferred(
                entry,
                () -> new Preferences.ApiKey(
                        entry.text(), entry.origin(), entry.isSecretItself(), entry.variableNames()));
    }

    void sessionTimeout(ConfigEntry entry) {
        sessionTimeout = entry.span();
        notes.counts(entry);
    }

    void toolsPath(ConfigEntry entry, Path home) {
        for (var item : entry.textOrItems()) {
            var folder = item.folder(home);
            toolsPath.add(folder);
            notes.counts(item);
            new ToolFolder(folder, item.origin()).look().ifPresent(notes::notice);
        }
    }

    void projectType(ConfigEntry entry) {
        projectType = entry.text().equals(DETECTED) ? null : entry.text();
        notes.counts(entry);
    }

    void projectPaths(ConfigEntry entry) {
        var patterns = new ArrayList<String>();
        for (var item : entry.items()) {
            notes.unlessMistaken(item, () -> {
                patterns.add(item.pattern());
                notes.counts(item);
                notes.hint(() -> hints.ofPattern(item, item.pattern()));
            });
        }
        projectPaths = patterns;
    }

    void model(ConfigEntry entry) {
        model = notes.deferred(entry, () -> modelName(entry));
    }

    private static String modelName(ConfigEntry entry) {
        if (!entry.text().matches("[^/\\s]+/\\S+")) {
            throw entry.mistake("\"model\" needs PROVIDER/NAME, such as \"anthropic/claude-sonnet-5-5\", and this is \""
                    + entry.text() + "\"" + removing(entry));
        }
        return entry.text();
    }

    /// What stands in a file already can be taken out of it.
    private static String removing(ConfigEntry entry) {
        if (entry.origin().startsWith("trial:")) {
            return "";
        }
        return "; to remove it: "
                + OwnCommand.with("config unset " + (fromProject(entry) ? "--project " : "") + "model");
    }

    void mode(ConfigEntry entry) {
        agentMode = choice(entry, ConfigKey.MODE);
    }

    /// What cannot be understood leads to nobody's server.
    void unclearMode() {
        agentMode = LOCAL;
    }

    void theme(ConfigEntry entry) {
        theme = choice(entry, ConfigKey.THEME);
    }

    void editingMode(ConfigEntry entry) {
        editingMode = choice(entry, ConfigKey.EDITING_MODE);
    }

    void notifications(ConfigEntry entry) {
        notifications = flag(entry);
    }

    void screenReader(ConfigEntry entry) {
        screenReader = flag(entry);
    }

    void keyHelper(ConfigEntry entry) {
        keyHelper = notes.deferred(
                entry,
                () -> new Preferences.KeyCommand(
                        entry.text(), entry.origin(), entry.file().folder()));
    }

    private boolean flag(ConfigEntry entry) {
        var flag = entry.flag();
        notes.counts(entry);
        return flag;
    }

    private String choice(ConfigEntry entry, ConfigKey key) {
        var word = entry.word(key);
        notes.counts(entry);
        return word;
    }
}
