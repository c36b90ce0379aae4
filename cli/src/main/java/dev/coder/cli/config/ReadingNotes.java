package dev.coder.cli.config;

import dev.coder.cli.config.ConfigKey.Who;
import dev.coder.cli.exit.StopException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What the reading of files brings up beside the settings: which values count, and which do not.
final class ReadingNotes {

    static final String IGNORED = "ignored";

    private final List<Settings.Stated> stated = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private final List<Supplier<Optional<String>>> hints = new ArrayList<>();
    private final Map<ConfigKey, List<Settings.Value>> values = new EnumMap<>(ConfigKey.class);

    List<Settings.Stated> stated() {
        return stated;
    }

    /// What does not count, and what that means, mistakes included.
    List<String> notices() {
        return notices;
    }

    /// What cannot be understood, as it is said to whoever writes it.
    List<String> mistakes() {
        return mistakes;
    }

    /// What is said of values that count, to those who look at their settings; costs as much as there is to look at.
    List<String> hints() {
        return hints.stream().flatMap(hint -> hint.get().stream()).toList();
    }

    List<Settings.Value> values() {
        return values.values().stream().flatMap(List::stream).toList();
    }

    /// A value, or an item of a list, counts.
    void counts(ConfigEntry entry) {
        counts(entry, entry::json);
    }

    private void counts(ConfigEntry entry, Supplier<String> json) {
        var key = ConfigKey.of(entry.key()).orElseThrow();
        var all = values.computeIfAbsent(key, _ -> new ArrayList<>());
        if (key.who() != Who.TOGETHER && !key.kind().isList()) {
            all.clear();
        }
        all.add(new Settings.Value(key, json.get(), entry.origin()));
    }

    /// A value of the policy counts.
    ///
    /// @param text as the user knows it
    void counts(ConfigEntry entry, String text) {
        counts(entry);
        stated.add(new Settings.Stated(text, entry.origin()));
    }

    /// A value counts where it is used, whatever is wrong with it.
    <T> Deferred<T> deferred(ConfigEntry entry, Supplier<T> value) {
        try {
            var known = Deferred.of(value.get());
            counts(entry);
            return known;
        } catch (StopException e) {
            counts(entry, entry::written);
            hint(() -> Optional.of(e.sentence()));
            return Deferred.wrong(e.sentence());
        }
    }

    /// Takes an item of a list; what is wrong with it is not wrong with the others.
    void unlessMistaken(ConfigEntry item, Runnable take) {
        try {
            take.run();
        } catch (StopException e) {
            mistaken(e.sentence(), IGNORED);
        }
    }

    /// A value does not count, for it cannot be understood.
    ///
    /// @param meanwhile what holds until it is mended
    void mistaken(String sentence, String meanwhile) {
        mistakes.add(sentence);
        notices.add(sentence + " (" + meanwhile + ")");
    }

    void notice(String sentence) {
        notices.add(sentence);
    }

    void hint(Supplier<Optional<String>> hint) {
        hints.add(hint);
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
