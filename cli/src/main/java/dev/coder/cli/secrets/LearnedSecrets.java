package dev.coder.cli.secrets;

import java.util.LinkedHashMap;
import java.util.Map;

/// Values that were found in this run: from then on they are hidden wherever they stand. Thread-safe.
final class LearnedSecrets {

    private static final int MOST = 500;

    private final Map<String, String> kinds = new LinkedHashMap<>();
    private KnownSecrets known = new KnownSecrets(Map.of());
    private boolean changed;

    synchronized void add(String value, String kind) {
        if (KnownSecrets.fit(value) && kinds.size() < MOST && kinds.putIfAbsent(value, kind) == null) {
            changed = true;
        }
    }

    synchronized KnownSecrets get() {
        if (changed) {
            known = new KnownSecrets(kinds);
            changed = false;
        }
        return known;
    }
}
