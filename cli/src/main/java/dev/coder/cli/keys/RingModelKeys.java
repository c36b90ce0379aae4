package dev.coder.cli.keys;

import dev.coder.cli.local.ModelKeys;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The model keys of this user: those in the environment, and for the other providers those that are stored.
///
/// @param environment of this process
/// @param stamp       of the stored ones, as they were when this was made
public record RingModelKeys(Map<String, String> environment, KeyRing ring, String stamp) implements ModelKeys {

    public static RingModelKeys of(Map<String, String> environment, KeyRing ring) {
        var stamp = ring.slots().stream()
                .filter(record -> record.isModel() && !isSet(environment, record.slot()))
                .map(record -> "\n" + record.slot() + "=" + record.mark())
                .sorted()
                .collect(Collectors.joining());
        return new RingModelKeys(environment, ring, stamp);
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    @Override
    public Map<String, String> all() throws InterruptedException {
        var all = new TreeMap<>(ModelKeys.in(environment).all());
        for (var slot : ring.models()) {
            if (!all.containsKey(slot.name())) {
                ring.find(slot).ifPresent(secret -> all.put(slot.name(), secret));
            }
        }
        return all;
    }
}
