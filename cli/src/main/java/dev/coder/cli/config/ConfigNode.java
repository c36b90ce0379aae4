package dev.coder.cli.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;

/// A value as it stands in a configuration file.
sealed interface ConfigNode {

    /// Counted from 1.
    int line();

    record Text(String value, int line) implements ConfigNode {}

    record Numeral(String value, int line) implements ConfigNode {}

    record Flag(boolean value, int line) implements ConfigNode {}

    record Nothing(int line) implements ConfigNode {}

    record Items(List<ConfigNode> items, int line) implements ConfigNode {

        public Items {
            items = List.copyOf(items);
        }
    }

    record Fields(List<Field> fields, int line) implements ConfigNode {

        public Fields {
            fields = List.copyOf(fields);
        }
    }

    /// @param line of the name
    record Field(String name, ConfigNode value, int line) {}

    /// A text in JSON.
    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /// For whoever wrote something else.
    default String kind() {
        return switch (this) {
            case Text _ -> "a text";
            case Numeral _ -> "a number";
            case Flag _ -> "true or false";
            case Nothing _ -> "null";
            case Items _ -> "a list";
            case Fields _ -> "an object";
        };
    }
}
