package dev.coder.cli.config;

import dev.coder.cli.config.ConfigFile.Layer;
import dev.coder.policy.ApprovalMode;
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
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Puts the files together, one after the other. After the user's, a file can only tighten.
final class SettingsReader {

    private static final Map<String, ApprovalMode> POLICIES =
            Map.of("strict", ApprovalMode.ASK, "standard", ApprovalMode.EDITS, "permissive", ApprovalMode.AUTO);

    private static final Set<String> POLICY_KEYS = Set.of(
            "allowedPaths",
            "blockedPaths",
            "maxFileSize",
            "allowedCommands",
            "requireConfirmation",
            "toolPolicy",
            "network",
            "rules");

    private static final Set<String> OTHER_KEYS =
            Set.of("agentUrl", "apiKey", "sessionTimeout", "toolsPath", "projectType", "projectPaths", "autoCommit");

    private static final Map<String, Verb> VERBS =
            Arrays.stream(Verb.values()).collect(Collectors.toUnmodifiableMap(Verb::word, verb -> verb));

    private final Path home;
    private final List<Path> projects;

    private Modes modes = Modes.ANY;
    private final Set<Path> allowedPaths = new LinkedHashSet<>();
    private final List<Rule> rules = new ArrayList<>();
    private SizeLimit size = SizeLimit.NONE;
    private final List<Settings.ConfirmedTool> confirmed = new ArrayList<>();
    private boolean network;
    private boolean autoCommit;
    private final List<Settings.Stated> stated = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    SettingsReader(Path home, List<Path> projects) {
        this.home = home;
        this.projects = projects;
    }

    Settings read(List<ConfigFiles.Found> files) {
        for (var found : files) {
            var all = new ConfigEntry(found.file(), "settings", found.content());
            var known = new LinkedHashSet<>(POLICY_KEYS);
            known.addAll(OTHER_KEYS);
            all.fields(known).forEach(this::take);
        }
        return new Settings(
                modes, List.copyOf(allowedPaths), rules, size, confirmed, network, autoCommit, stated, notices);
    }

    private void take(ConfigEntry entry) {
        switch (entry.key()) {
            case "toolPolicy" -> toolPolicy(entry);
            case "allowedPaths" -> loosening(entry, entry.items(), this::allowPath);
            case "blockedPaths" -> entry.items().forEach(this::block);
            case "allowedCommands" -> loosening(entry, entry.items(), this::allowCommand);
            case "requireConfirmation" -> requireConfirmation(entry);
            case "maxFileSize" -> maxFileSize(entry);
            case "network" -> network(entry);
            case "rules" -> entry.items().forEach(this::rule);
            case "autoCommit" -> autoCommit = entry.flag();
            case "sessionTimeout" -> entry.number(1);
            case "projectPaths" -> entry.texts();
            default -> entry.text();
        }
    }

    private void toolPolicy(ConfigEntry entry) {
        var mode = entry.oneOf(POLICIES);
        if (entry.file().layer() == Layer.USER) {
            modes = modes.preferring(mode);
        } else {
            modes = modes.atMost(mode, entry.origin());
        }
        state(entry, "toolPolicy " + entry.text());
    }

    private interface Taking {
        void take(ConfigEntry entry);
    }

    /// What only the user may say.
    private void loosening(ConfigEntry entry, List<ConfigEntry> items, Taking taking) {
        if (entry.file().layer().maySayYes()) {
            items.forEach(taking::take);
        } else {
            items.forEach(ConfigEntry::text);
            ignored(entry, "\"" + entry.key() + "\"");
        }
    }

    private void ignored(ConfigEntry entry, String what) {
        notices.add(
                entry.origin() + ": " + what + " would loosen the policy, which only your own settings can; ignored");
    }

    private void allowPath(ConfigEntry entry) {
        var text = entry.text();
        var path = Path.of(text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text);
        if (!path.isAbsolute() || text.contains("*")) {
            throw entry.mistake("\"" + text + "\" has to be a folder by its whole path, such as \"~/notes\"");
        }
        allowedPaths.add(resolved(path));
        state(entry, "allow paths below " + text);
    }

    private static Path resolved(Path path) {
        try {
            return Files.exists(path) ? path.toRealPath() : path.normalize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void block(ConfigEntry entry) {
        add(entry, () -> Rule.blocked(entry.text(), roots(entry), note(entry, "")));
    }

    private void allowCommand(ConfigEntry entry) {
        add(entry, () -> Rule.command(Ruling.ALLOW, entry.text(), note(entry, "")));
    }

    private void requireConfirmation(ConfigEntry entry) {
        if (entry.node() instanceof ConfigNode.Flag(var all, var _)) {
            if (all) {
                add(entry, () -> Rule.confirmed(Verb.changes(), note(entry, "")));
            }
            return;
        }
        for (var item : entry.items()) {
            var verb = VERBS.get(item.text());
            if (verb == null) {
                confirmed.add(new Settings.ConfirmedTool(item.text(), item.origin()));
                state(item, "ask for the tool " + item.text());
            } else {
                add(item, () -> Rule.confirmed(EnumSet.of(verb), note(item, "")));
            }
        }
    }

    private void maxFileSize(ConfigEntry entry) {
        var bytes = entry.size();
        if (bytes > size.bytes()) {
            ignored(entry, "a larger \"maxFileSize\" than " + size.origin() + " has");
            return;
        }
        size = new SizeLimit(bytes, SettingsReader::sizeOf, entry.origin());
        state(entry, "maxFileSize " + entry.text());
    }

    private static long sizeOf(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private void network(ConfigEntry entry) {
        if (entry.flag() && !entry.file().layer().maySayYes()) {
            if (!network) {
                ignored(entry, "\"network\": true");
            }
            return;
        }
        network = entry.flag();
        state(entry, "network " + (network ? "on" : "off") + " for commands in the sandbox");
    }

    private void rule(ConfigEntry entry) {
        var parsed = new RuleReader(roots(entry)).read(entry);
        if (parsed.ruling() == Ruling.ALLOW && !entry.file().layer().maySayYes()) {
            ignored(entry, "\"" + parsed.text() + "\"");
        } else {
            add(entry, () -> parsed);
        }
    }

    private void add(ConfigEntry entry, Supplier<Rule> rule) {
        try {
            var made = rule.get();
            rules.add(made);
            state(entry, made.text());
        } catch (IllegalArgumentException e) {
            throw entry.mistake("\"" + entry.text() + "\" cannot be understood: " + e.getMessage());
        }
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

    private void state(ConfigEntry entry, String text) {
        stated.add(new Settings.Stated(text, entry.origin()));
    }
}
