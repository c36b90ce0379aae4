package dev.coder.server;

import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The keys that the CLI hands over when it starts this agent: one line of JSON, variable by variable. They are kept in
/// memory only, and out of the environment, which other processes can read.
final class HandedKeys {

    private static final int LONGEST = 1 << 20;

    private HandedKeys() {}

    /// The environment with the keys in it.
    ///
    /// @throws StartException when there is no such line: without keys this would not be the agent that was meant
    static Map<String, String> read(InputStream in, Map<String, String> environment) {
        var all = new HashMap<>(environment);
        try {
            var line = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            ProtocolJson.readObject(line).forEach((name, value) -> all.put(name, String.valueOf(value)));
            return all;
        } catch (IOException | MalformedJsonException e) {
            // What could not be read is not shown: it may hold keys.
            throw new StartException("The CLI handed over no keys: run `coder` again.");
        }
    }
}
