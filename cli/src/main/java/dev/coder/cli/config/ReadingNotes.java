package dev.coder.cli.config;

import dev.coder.cli.config.ConfigKey.Who;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the reading of files brings up beside the settings: which values count, and which do not.
final class ReadingNotes {

    private final List<Settings.Stated> stated = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Map<ConfigKey, List<Settings.Value>> values = new EnumMap<>(ConfigKey.class);

    List<Settings.Stated> stated() {
        return stated;
    }

    List<String> notices() {
        return notices;
    }

    List<Settings.Value> values() {
        return values.values().stream().flatMap(List::stream).toList();
    }

    /// A value, or an item of a list, counts.
    void counts(ConfigEntry entry) {
        var key = ConfigKey.of(entry.key()).orElseThrow();
        var all = values.computeIfAbsent(key, _ -> new ArrayList<>());
        if (key.who() != Who.TOGETHER && !key.kind().isList()) {
            all.clear();
        }
        all.add(new Settings.Value(key, entry.json(), entry.origin()));
    }

    /// A value of the policy counts.
    ///
    /// @param text as the user knows it
    void counts(ConfigEntry entry, String text) {
        counts(entry);
        stated.add(new Settings.Stated(text, entry.origin()));
    }

    void notice(String sentence) {
        notices.add(sentence);
    }

    void ignored(ConfigEntry entry, String what) {
        notice(entry.origin() + ": " + what + " would loosen the policy, which only your own settings can; ignored");
    }

    /// A key that the file of this layer cannot say.
    void misplaced(ConfigEntry entry, ConfigKey key) {
        if (key.who() == Who.USER_POLICY) {
            ignored(entry, "\"" + entry.key() + "\"");
        } else {
            notice(entry.origin() + ": \"" + entry.key() + "\" counts in your own settings only ("
                    + "coder config set --user " + entry.key() + " …); ignored");
        }
    }
}
