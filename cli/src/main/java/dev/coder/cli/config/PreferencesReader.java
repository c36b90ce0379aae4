package dev.coder.cli.config;

import dev.coder.cli.config.ConfigFile.Layer;
import dev.coder.cli.exit.OwnCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts the values together that are not about the policy. A later file replaces what an earlier one says.
final class PreferencesReader {

    private static final String DETECTED = "auto-detect";

    private final ReadingNotes notes;

    private @Nullable AgentUrl agentUrl;
    private Preferences.@Nullable ApiKey apiKey;
    private Duration sessionTimeout = Preferences.NONE.sessionTimeout();
    private final List<Path> toolsPath = new ArrayList<>();
    private @Nullable String projectType;
    private List<String> projectPaths = Preferences.NONE.projectPaths();
    private @Nullable String model;
    private @Nullable String agentMode;
    private String theme = Preferences.NONE.theme();
    private String editingMode = Preferences.NONE.editingMode();
    private boolean notifications = Preferences.NONE.notifications();
    private boolean screenReader = Preferences.NONE.screenReader();
    private @Nullable String keyHelper;

    PreferencesReader(ReadingNotes notes) {
        this.notes = notes;
    }

    Preferences read() {
        return new Preferences(
                Optional.ofNullable(agentUrl),
                Optional.ofNullable(apiKey),
                sessionTimeout,
                toolsPath,
                Optional.ofNullable(projectType),
                projectPaths,
                Optional.ofNullable(model),
                Optional.ofNullable(agentMode),
                theme,
                editingMode,
                notifications,
                screenReader,
                Optional.ofNullable(keyHelper));
    }

    void agentUrl(ConfigEntry entry) {
        var uri = AgentUrl.parse(entry.text())
                .orElseThrow(() -> entry.mistake(
                        "\"agentUrl\" is not the URL of an agent; it looks like \"https://coder.example.com\""
                                + Meant.url(entry.text())));
        agentUrl = new AgentUrl(uri, fromProject(entry), entry.origin());
        notes.counts(entry);
    }

    private static boolean fromProject(ConfigEntry entry) {
        return entry.file().layer() == Layer.PROJECT || entry.file().layer() == Layer.LOCAL;
    }

    void apiKey(ConfigEntry entry) {
        var text = entry.text();
        apiKey = new Preferences.ApiKey(text, entry.origin(), entry.isSecretItself());
        notes.counts(entry);
    }

    void sessionTimeout(ConfigEntry entry) {
        sessionTimeout = entry.span();
        notes.counts(entry);
    }

    void toolsPath(ConfigEntry entry, Path home) {
        for (var item : entry.textOrItems()) {
            toolsPath.add(item.folder(home));
            notes.counts(item);
        }
    }

    void projectType(ConfigEntry entry) {
        projectType = entry.text().equals(DETECTED) ? null : entry.text();
        notes.counts(entry);
    }

    void projectPaths(ConfigEntry entry) {
        projectPaths = entry.texts();
        entry.items().forEach(notes::counts);
    }

    void model(ConfigEntry entry) {
        if (!entry.text().matches("[^/\\s]+/\\S+")) {
            throw entry.mistake("\"model\" needs PROVIDER/NAME, such as \"anthropic/claude-sonnet-4-5\", and this is \""
                    + entry.text() + "\"" + removing(entry));
        }
        model = entry.text();
        notes.counts(entry);
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
        keyHelper = entry.text();
        notes.counts(entry);
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
