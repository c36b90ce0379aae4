package dev.coder.cli.keys;

import io.avaje.jsonb.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Which keys there are, for `coder auth status`: of none of them a single character.
///
/// @param keys        the stored ones
/// @param environment the variables that hold keys and win over stored ones
@Json
public record KeyStatus(List<KeyRecord> keys, List<String> environment) {

    /// Opens no store.
    public static KeyStatus of(KeyRing ring, Map<String, String> environment) {
        var variables = environment.keySet().stream()
                .filter(name -> name.endsWith("_API_KEY") || name.endsWith("_AUTH_TOKEN"))
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .sorted()
                .toList();
        return new KeyStatus(ring.slots(), variables);
    }

    /// In a table.
    public List<String> lines(Instant now) {
        var lines = new ArrayList<String>();
        if (keys.isEmpty()) {
            lines.add("No key is stored.");
        }
        var width =
                keys.stream().mapToInt(record -> record.slot().length()).max().orElse(0);
        for (var record : keys) {
            lines.add(record.slot() + " ".repeat(width - record.slot().length()) + "  " + where(record) + ", "
                    + age(Duration.between(record.since(), now)) + ", mark " + record.mark());
        }
        environment.forEach(name -> lines.add(name + " is set, and wins over what is stored for the same."));
        return lines;
    }

    private static String where(KeyRecord record) {
        return record.store().equals(KeyPlace.KEYCHAIN.label()) ? "keychain" : "encrypted file";
    }

    private static String age(Duration age) {
        if (age.toDays() >= 2) {
            return age.toDays() + " days old";
        }
        return age.toHours() >= 2 ? age.toHours() + " hours old" : "new";
    }
}
