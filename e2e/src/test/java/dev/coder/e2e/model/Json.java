package dev.coder.e2e.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// JSON as a tree, for bodies that belong to somebody else.
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /// @param pairs name, value, name, value…
    public static ObjectNode object(@Nullable Object... pairs) {
        var object = MAPPER.createObjectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            object.set(String.valueOf(pairs[i]), MAPPER.valueToTree(pairs[i + 1]));
        }
        return object;
    }

    public static ArrayNode array(List<? extends JsonNode> elements) {
        return MAPPER.createArrayNode().addAll(elements);
    }

    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + text, e);
        }
    }

    public static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    /// The text of a message's content: a plain string, or the texts of an array of parts.
    static String text(JsonNode content) {
        return content.isTextual()
                ? content.textValue()
                : String.join(
                        "",
                        elements(content)
                                .map(part -> part.path("text").asText(""))
                                .toList());
    }
}
