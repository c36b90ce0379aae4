package dev.coder.tools;

import dev.coder.plugin.ToolException;
import dev.coder.plugin.ToolSession;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is being worked on in a workspace, kept across its sessions: the present entry and those before it.
///
/// @param entries from the oldest to the present one
record WorkContext(List<Map<String, Object>> entries) {

    static final List<String> STATUS = List.of("starting", "in-progress", "testing", "complete");

    private static final int KEPT = 50;

    static WorkContext of(ToolSession session) throws ToolException {
        try {
            var lines = PrivateText.read(file(session)).lines();
            return new WorkContext(lines.map(ProtocolJson::readObject).toList());
        } catch (IOException | MalformedJsonException e) {
            throw ToolException.failed("the work context cannot be read: " + e.getMessage());
        }
    }

    /// Makes an entry the present one.
    static WorkContext add(ToolSession session, Map<String, Object> entry) throws ToolException {
        var timed = new LinkedHashMap<>(entry);
        timed.put("since", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        var all = Stream.concat(of(session).entries.stream(), Stream.of(timed)).toList();
        var kept = all.subList(Math.max(0, all.size() - KEPT), all.size());
        try {
            PrivateText.write(
                    file(session), kept.stream().map(ProtocolJson::writeObject).collect(Collectors.joining("\n")));
        } catch (IOException e) {
            throw ToolException.failed("the work context could not be kept: " + e.getMessage());
        }
        return new WorkContext(List.copyOf(kept));
    }

    private static Path file(ToolSession session) {
        return session.workspaceFolder().resolve("work-context.jsonl");
    }

    /// @param withHistory whether the entries before the present one are told, too
    String told(boolean withHistory) {
        if (entries.isEmpty()) {
            return "[no work context yet; set_work_context makes one]";
        }
        var present = told(entries.getLast());
        if (!withHistory || entries.size() == 1) {
            return present;
        }
        var earlier = entries.reversed().stream().skip(1).map(WorkContext::told);
        return present + "\n\nEarlier:\n" + earlier.collect(Collectors.joining("\n\n"));
    }

    private static String told(Map<String, Object> entry) {
        return entry.entrySet().stream()
                .map(field -> field.getKey() + ": "
                        + (field.getValue() instanceof List<?> list
                                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                                : field.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
