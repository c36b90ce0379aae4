package dev.coder.cli.local;

import java.util.Map;
import java.util.TreeMap;

/// The keys that an agent is given when it starts. The CLI never looks into them.
public interface ModelKeys {

    /// By the name of their variable. Asked only when an agent is about to start: it may open a keychain.
    ///
    /// @throws dev.coder.cli.exit.StopException when one is stored and cannot be had
    Map<String, String> all() throws InterruptedException;

    /// Changes whenever a stored key does, and holds none of them.
    String stamp();

    /// Those that stand in variables.
    static ModelKeys in(Map<String, String> environment) {
        var keys = new TreeMap<>(environment);
        keys.entrySet()
                .removeIf(entry ->
                        !holdsModelKey(entry.getKey()) || entry.getValue().isBlank());
        return new ModelKeys() {
            @Override
            public Map<String, String> all() {
                return keys;
            }

            @Override
            public String stamp() {
                return "";
            }
        };
    }

    /// Whether a variable of this name holds a key.
    static boolean holdsKey(String variable) {
        return variable.endsWith("_API_KEY") || variable.endsWith("_AUTH_TOKEN");
    }

    /// Whether a variable of this name holds a key to a model: Coder's own and that of a tool are none.
    static boolean holdsModelKey(String variable) {
        return holdsKey(variable) && !variable.startsWith("CODER_") && !variable.startsWith("RIZA_");
    }
}
