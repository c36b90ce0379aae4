package dev.coder.cli.config;

import dev.coder.cli.config.ConfigFile.Layer;
import dev.coder.policy.AllowedCommand;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.CommandLimit;
import dev.coder.policy.Rule;
import dev.coder.policy.Ruling;
import dev.coder.policy.SizeLimit;
import dev.coder.policy.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Puts the values together that make the policy. After the user's file, another can only tighten.
final class PolicyReader {

    private static final Map<String, ApprovalMode> MODES =
            Map.of("strict", ApprovalMode.ASK, "standard", ApprovalMode.EDITS, "permissive", ApprovalMode.AUTO);

    private static final Map<String, Verb> VERBS =
            Arrays.stream(Verb.values()).collect(Collectors.toUnmodifiableMap(Verb::word, verb -> verb));

    private final Path home;
    private final List<Path> projects;
    private final ReadingNotes notes;

    private Modes modes = Modes.ANY;
    private final Set<Path> allowedPaths = new LinkedHashSet<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<CommandLimit> limits = new ArrayList<>();
    private SizeLimit size = Settings.NONE.size();
    private final List<Settings.ConfirmedTool> confirmed = new ArrayList<>();
    private boolean network;
    private final Set<Path> committed = new LinkedHashSet<>();

    PolicyReader(Path home, List<Path> projects, ReadingNotes notes) {
        this.home = home;
        this.projects = projects;
        this.notes = notes;
    }

    Settings read(Preferences preferences) {
        return new Settings(
                modes,
                List.copyOf(allowedPaths),
                rules,
                limits.stream().map(this::withConfirmed).toList(),
                size,
                confirmed,
                network,
                committed,
                preferences,
                notes.values(),
                notes.stated(),
                notes.notices());
    }

    List<Settings.ConfirmedTool> confirmed() {
        return confirmed;
    }

    void toolPolicy(ConfigEntry entry) {
        var mode = Objects.requireNonNull(MODES.get(entry.word(ConfigKey.TOOL_POLICY)));
        var before = modes.mode(null);
        modes = isUsers(entry) ? modes.preferring(mode) : modes.atMost(mode, entry.origin());
        if (isUsers(entry) || mode.compareTo(before) <= 0) {
            notes.counts(entry, "toolPolicy " + entry.text());
        }
    }

    private static boolean isUsers(ConfigEntry entry) {
        return entry.file().layer() == Layer.USER;
    }

    void allowedPaths(ConfigEntry entry) {
        for (var item : entry.items()) {
            allowedPaths.add(resolved(item.folder(home)));
            notes.counts(item, "allow paths below " + item.text());
        }
    }

    private static Path resolved(Path path) {
        try {
            return Files.exists(path) ? path.toRealPath() : path.normalize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void blockedPaths(ConfigEntry entry) {
        entry.items().forEach(item -> add(item, () -> Rule.blocked(item.text(), roots(item), note(item, ""))));
    }

    void allowedCommands(ConfigEntry entry) {
        if (isUsers(entry)) {
            entry.items()
                    .forEach(item -> add(item, () -> Rule.allowed(AllowedCommand.of(item.text()), note(item, ""))));
        } else {
            limit(entry);
        }
    }

    /// In another file than the user's, no other commands may change anything.
    private void limit(ConfigEntry entry) {
        var commands = entry.items().stream()
                .map(item -> AllowedCommand.of(item.text()))
                .toList();
        limits.add(new CommandLimit(commands, List.of(), own(entry), entry.origin()));
        if (commands.isEmpty()) {
            notes.counts(entry, "let no command change anything");
        }
        entry.items().forEach(item -> notes.counts(item, "let only these commands change anything: " + item.text()));
    }

    /// What a file wants asked for it does not mean to refuse.
    private CommandLimit withConfirmed(CommandLimit limit) {
        return limit.asking(confirmed.stream()
                .filter(word -> file(word.origin()).equals(file(limit.origin())))
                .map(word -> AllowedCommand.of(word.name()))
                .toList());
    }

    private static String file(String origin) {
        return origin.substring(0, origin.lastIndexOf(':'));
    }

    void requireConfirmation(ConfigEntry entry) {
        if (entry.isFlag()) {
            if (entry.flag()) {
                add(entry, () -> Rule.confirmed(Verb.changes(), own(entry), note(entry, "")));
            }
            return;
        }
        for (var item : entry.items()) {
            var verb = VERBS.get(item.text());
            if (verb == null) {
                confirmed.add(new Settings.ConfirmedTool(item.text(), item.origin()));
                rules.add(Rule.confirmed(item.text(), note(item, "")));
                notes.counts(item, "ask for the program or tool " + item.text());
            } else {
                add(item, () -> Rule.confirmed(EnumSet.of(verb), own(item), note(item, "")));
            }
        }
    }

    void maxFileSize(ConfigEntry entry) {
        var bytes = entry.size();
        if (bytes > size.bytes() && !isUsers(entry)) {
            notes.ignored(entry, "a larger \"maxFileSize\" than " + size.origin() + " has");
            return;
        }
        size = own(entry).isEmpty()
                ? size.of(bytes, entry.origin())
                : size.within(own(entry).getFirst(), bytes, entry.origin());
        notes.counts(entry, "maxFileSize " + entry.text());
    }

    void network(ConfigEntry entry) {
        if (entry.flag() && entry.file().layer().isProjects()) {
            if (!network) {
                notes.ignored(entry, "\"network\": true");
            }
            return;
        }
        network = entry.flag();
        notes.counts(entry, "network " + (network ? "on" : "off") + " for commands in the sandbox");
    }

    /// A mode that cannot be understood is the strictest that can be stated.
    void unclearToolPolicy(ConfigEntry entry) {
        modes = isUsers(entry) ? modes.preferring(ApprovalMode.ASK) : modes.unclear(entry.origin());
    }

    /// A restriction that cannot be understood: whatever it is about, it is asked for.
    void unclearRestriction(String origin) {
        modes = modes.unclear(origin);
    }

    void unclearNetwork() {
        network = false;
    }

    void unclearFileSize() {
        if (size.bytes() > Settings.NONE.size().bytes()) {
            size = Settings.NONE.size();
        }
    }

    void rules(ConfigEntry entry) {
        entry.items().forEach(this::rule);
    }

    private void rule(ConfigEntry entry) {
        var parsed = new RuleReader(roots(entry)).read(entry);
        if (parsed.ruling() == Ruling.ALLOW && !isUsers(entry)) {
            notes.ignored(entry, "\"" + parsed.text() + "\"");
        } else {
            add(entry, () -> parsed);
        }
    }

    void autoCommit(ConfigEntry entry) {
        var roots = roots(entry).folders();
        if (entry.flag() && !isUsers(entry)) {
            notes.ignored(entry, "\"autoCommit\": true");
            return;
        }
        if (entry.flag()) {
            committed.addAll(roots);
        } else {
            roots.forEach(committed::remove);
        }
        notes.counts(entry);
    }

    private void add(ConfigEntry entry, Supplier<Rule> rule) {
        try {
            var made = rule.get();
            rules.add(made);
            notes.counts(entry, made.text());
        } catch (IllegalArgumentException e) {
            throw entry.mistake("\"" + entry.text() + "\" cannot be understood: " + e.getMessage());
        }
    }

    /// Where a project's own file tightens what is done in that project only; empty: everywhere.
    private List<Path> own(ConfigEntry entry) {
        return switch (entry.file().layer()) {
            case USER, MANAGED -> List.of();
            case PROJECT, LOCAL -> projects.size() > 1 ? List.of(entry.file().root()) : List.of();
        };
    }

    private Rule.Roots roots(ConfigEntry entry) {
        return new Rule.Roots(
                switch (entry.file().layer()) {
                    case USER, MANAGED -> projects;
                    case PROJECT, LOCAL -> List.of(entry.file().root());
                },
                home);
    }

    static Rule.Note note(ConfigEntry entry, String reason) {
        return new Rule.Note(reason, entry.origin());
    }
}
