package dev.coder.agent.session;

import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.Sha256;
import dev.coder.protocol.ToolSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tool sets that clients have declared, by the hash of their text: a second session need not send 30 KB again.
public final class ToolSets {

    private static final int CACHED = 64;

    private final Database database;
    private final Map<String, List<ToolSpec>> cache = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<ToolSpec>> eldest) {
            return size() > CACHED;
        }
    });

    public ToolSets(Database database) {
        this.database = database;
    }

    /// @return the reference, `sha256:…`
    public String store(List<ToolSpec> tools) {
        var json =
                "[" + String.join(",", tools.stream().map(ProtocolJson::write).toList()) + "]";
        var ref = "sha256:" + Sha256.hex(json);
        database.transaction(handle -> handle.execute(
                "insert into tool_set (ref, tools) values (?, ?) on conflict (ref) do nothing", ref, json));
        return ref;
    }

    public Optional<List<ToolSpec>> find(String ref) {
        var cached = cache.get(ref);
        if (cached != null) {
            return Optional.of(cached);
        }
        var read = database.read(handle -> handle.createQuery("select tools from tool_set where ref = :ref")
                        .bind("ref", ref)
                        .mapTo(String.class)
                        .findOne())
                .map(json -> ProtocolJson.readList(ToolSpec.class, json));
        read.ifPresent(tools -> cache.put(ref, tools));
        return read;
    }
}
