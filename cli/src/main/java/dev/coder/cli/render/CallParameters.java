package dev.coder.cli.render;

import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The parameters of a call, as people read them.
final class CallParameters {

    private static final int LONGEST_TITLE = 200;

    private CallParameters() {}

    /// Name by name; a text of several lines in as many lines.
    static List<String> lines(String json) {
        var lines = new ArrayList<String>();
        members(json).forEach((name, value) -> {
            if (value instanceof String text) {
                var parts = text.split("\n", -1);
                lines.add(name + ": " + parts[0]);
                List.of(parts).subList(1, parts.length).forEach(part -> lines.add("  " + part));
            } else {
                lines.add(name + ": " + json(value));
            }
        });
        return lines.isEmpty() ? List.of(json) : lines;
    }

    private static String json(Object value) {
        var object = ProtocolJson.writeObject(Map.of("", value));
        return object.substring("{\"\":".length(), object.length() - 1);
    }

    /// What a call is about, where its tool is not at hand: its command, or its first text.
    static String title(String toolName, RawJson parameters) {
        var members = members(parameters.text());
        if (members.get("command") instanceof String command) {
            return "$ " + start(command);
        }
        return members.values().stream()
                .filter(String.class::isInstance)
                .findFirst()
                .map(text -> toolName + " " + start(text.toString()))
                .orElse(toolName);
    }

    private static Map<String, Object> members(String json) {
        try {
            return ProtocolJson.readObject(json);
        } catch (MalformedJsonException e) {
            return Map.of();
        }
    }

    private static String start(String text) {
        return text.length() <= LONGEST_TITLE ? text : text.substring(0, LONGEST_TITLE) + "…";
    }
}
