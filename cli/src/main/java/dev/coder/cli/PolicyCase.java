package dev.coder.cli;

import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One line of a file of cases.
///
/// @param expect the decisions that are right; empty when none is expected
record PolicyCase(String id, String command, Path folder, List<String> expect) {

    PolicyCase {
        expect = List.copyOf(expect);
    }

    /// @param project where the command starts when the case does not say
    /// @throws IllegalArgumentException with what is wrong with the line
    static PolicyCase parse(String line, Path project) {
        var fields = fields(line);
        var expected = switch (fields.get("expect")) {
            case null -> List.<String>of();
            case List<?> several -> several.stream().map(String::valueOf).toList();
            case Object one -> List.of(String.valueOf(one));
        };
        if (!List.of("allow", "ask", "deny").containsAll(expected)) {
            throw new IllegalArgumentException("expect is allow, ask, deny, or a list of them");
        }
        return new PolicyCase(
                text(fields, "id"),
                text(fields, "command"),
                fields.get("cwd") == null ? project : project.resolve(text(fields, "cwd")),
                expected);
    }

    private static Map<String, Object> fields(String line) {
        try {
            return ProtocolJson.readObject(line);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("not a JSON object", e);
        }
    }

    private static String text(Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name + " is missing, or is no text");
    }

    /// The answer as one JSON object.
    String answer(String decision, String reason) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("id", id);
        answer.put("decision", decision);
        answer.put("reason", reason);
        return ProtocolJson.writeObject(answer);
    }

    boolean accepts(String decision) {
        return expect.isEmpty() || expect.contains(decision);
    }

    boolean expectsOnly(String decision) {
        return expect.equals(List.of(decision));
    }
}
