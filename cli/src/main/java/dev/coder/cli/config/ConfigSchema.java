package dev.coder.cli.config;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The JSON Schema (draft 2020-12) of configuration files, from the table of keys.
public final class ConfigSchema {

    private static final String FRAME = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "Settings of Coder",
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "$schema": {"type": "string"},
            %s
              },
              "$defs": {
                "text": {"type": "string", "pattern": "\\\\S"},
                "texts": {"type": "array", "items": {"$ref": "#/$defs/text"}},
                "variable": {"type": "string", "pattern": "\\\\$\\\\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\\\}"},
                "rule": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "allow": {"$ref": "#/$defs/text"},
                    "ask": {"$ref": "#/$defs/text"},
                    "deny": {"$ref": "#/$defs/text"},
                    "reason": {"$ref": "#/$defs/text"},
                    "match": {"$ref": "#/$defs/texts"},
                    "notMatch": {"$ref": "#/$defs/texts"}
                  },
                  "oneOf": [{"required": ["allow"]}, {"required": ["ask"]}, {"required": ["deny"]}]
                }
              }
            }
            """;

    private static final String VARIABLE = "{\"$ref\": \"#/$defs/variable\"}";
    private static final String TEXTS = "\"$ref\": \"#/$defs/texts\"";

    private ConfigSchema() {}

    /// The whole schema.
    public static String text() {
        return FRAME.replace(
                "%s",
                Arrays.stream(ConfigKey.values()).map(ConfigSchema::property).collect(Collectors.joining(",\n")));
    }

    private static String property(ConfigKey key) {
        var standard = key.standard().isEmpty() ? "" : "      \"default\": " + key.standard() + ",\n";
        return """
                    %s: {
                      "description": %s,
                %s      "examples": [%s],
                      %s
                    }""".formatted(
                ConfigNode.quoted(key.word()),
                ConfigNode.quoted(key.description() + " Whose: " + key.who().described() + "."),
                standard,
                key.example(),
                type(key.kind()));
    }

    private static String type(ConfigKind kind) {
        return switch (kind) {
            case TEXT -> "\"$ref\": \"#/$defs/text\"";
            case URL -> either(pattern("^https?://[^@?#]+$"));
            case MODEL -> either(pattern("^[^/\\s]+/\\S+$"));
            case FLAG -> either("{\"type\": \"boolean\"}");
            case SPAN ->
                either(
                        "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 31536000}",
                        pattern("^0*[1-9]\\d{0,8} ?[smhd]$"));
            case SIZE -> either(pattern("^\\d{1,12}(\\.\\d{1,6})? ?(B|KB|MB|GB)$"));
            case AGENTS, POLICIES, THEMES, KEYBOARDS ->
                either("{\"enum\": "
                        + kind.words().stream().map(ConfigNode::quoted).collect(Collectors.joining(", ", "[", "]"))
                        + "}");
            case TEXTS -> TEXTS;
            case TEXT_OR_TEXTS -> anyOf(List.of("{\"$ref\": \"#/$defs/text\"}", "{" + TEXTS + "}"));
            case CONFIRMATION -> either("{\"type\": \"boolean\"}", "{" + TEXTS + "}");
            case RULES -> "\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/rule\"}";
        };
    }

    private static String pattern(String pattern) {
        return "{\"type\": \"string\", \"pattern\": " + ConfigNode.quoted(pattern) + "}";
    }

    /// One of these, or a variable.
    private static String either(String... schemas) {
        return anyOf(List.of(String.join(", ", schemas), VARIABLE));
    }

    private static String anyOf(List<String> schemas) {
        return "\"anyOf\": [" + String.join(", ", schemas) + "]";
    }
}
