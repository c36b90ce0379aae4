package dev.coder.agent.model;

import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.util.List;
import java.util.Map;

/// Tells a JSON object from anything else a model may write.
final class JsonObject {

    private static final JsonType<Object> ANY = Jsonb.instance().type(Object.class);

    private JsonObject() {}

    /// Inside brackets, so that anything after the object is noticed.
    static boolean isOne(String text) {
        try {
            return ANY.fromJson("[" + text + "]") instanceof List<?> list
                    && list.size() == 1
                    && list.getFirst() instanceof Map;
        } catch (JsonException | IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException _) {
            return false;
        }
    }
}
