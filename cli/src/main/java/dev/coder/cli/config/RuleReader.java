package dev.coder.cli.config;

import dev.coder.cli.exit.StopException;
import dev.coder.policy.Rule;
import dev.coder.policy.Ruling;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads one entry of `rules`, and tries it on its own examples.
record RuleReader(Rule.Roots roots) {

    private static final List<String> RULINGS = List.of("allow", "ask", "deny");
    private static final List<String> KEYS = List.of("allow", "ask", "deny", "reason", "match", "notMatch");

    Rule read(ConfigEntry entry) {
        var fields = entry.fields(KEYS).stream().collect(Collectors.toMap(ConfigEntry::key, Function.identity()));
        var rulings = fields.values().stream()
                .filter(field -> RULINGS.contains(field.key()))
                .toList();
        if (rulings.size() != 1) {
            throw entry.mistake("a rule says one of allow, ask and deny, such as {\"ask\": \"run git push\"}");
        }
        var rule = rule(
                entry,
                rulings.getFirst(),
                fields.get("reason") == null ? "" : fields.get("reason").text());
        tryOut(rule, fields.get("match"), true);
        tryOut(rule, fields.get("notMatch"), false);
        return rule;
    }

    private Rule rule(ConfigEntry entry, ConfigEntry ruling, String reason) {
        try {
            return Rule.of(
                    Ruling.valueOf(ruling.key().toUpperCase(Locale.ROOT)),
                    ruling.text(),
                    roots,
                    PolicyReader.note(entry, reason));
        } catch (IllegalArgumentException e) {
            throw ruling.mistake("\"" + ruling.text() + "\" cannot be understood: " + e.getMessage());
        }
    }

    private void tryOut(Rule rule, @Nullable ConfigEntry examples, boolean expected) {
        if (examples == null) {
            return;
        }
        for (var example : examples.items()) {
            if (matches(rule, example) != expected) {
                throw example.mistake("\"" + rule.text() + "\" " + (expected ? "does not match" : "matches")
                        + " its own example \"" + example.text() + "\"; mend the rule or the example");
            }
        }
    }

    private boolean matches(Rule rule, ConfigEntry example) {
        try {
            return rule.matches(example.text(), roots);
        } catch (IllegalArgumentException e) {
            throw mistaken(example, e);
        }
    }

    private static StopException mistaken(ConfigEntry example, IllegalArgumentException e) {
        return example.mistake("the example \"" + example.text() + "\" cannot be understood: " + e.getMessage());
    }
}
