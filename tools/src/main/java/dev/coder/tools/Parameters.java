package dev.coder.tools;

import dev.coder.plugin.ToolException;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters of one call. Every accessor names the parameter when it is missing or wrong, and says what would be
/// right; [#nothingElse] refuses what no accessor asked for.
final class Parameters {

    private final Map<String, Object> values;
    private final List<String> known = new ArrayList<>();
    private final List<String> former = new ArrayList<>();

    private Parameters(Map<String, Object> values) {
        this.values = values;
    }

    static Parameters of(RawJson json) throws ToolException {
        try {
            return new Parameters(ProtocolJson.readObject(json.text()));
        } catch (MalformedJsonException e) {
            throw ToolException.invalid("the parameters are not a JSON object: " + e.getMessage());
        }
    }

    /// A JSON object of strings, for other programs.
    static String write(Map<String, String> values) {
        return ProtocolJson.writeObject(values);
    }

    String text(String name) throws ToolException {
        var value = optionalText(name);
        if (value == null) {
            throw ToolException.invalid("the parameter " + name + " is missing; it is a string");
        }
        return value;
    }

    String text(String name, String whenAbsent) throws ToolException {
        var value = optionalText(name);
        return value == null ? whenAbsent : value;
    }

    @Nullable
    String optionalText(String name) throws ToolException {
        return switch (value(name)) {
            case null -> null;
            case String text -> text;
            case Object other -> throw wrong(name, "a string", other);
        };
    }

    /// A charset by its name, or null.
    @Nullable
    Charset charset(String name) throws ToolException {
        var text = optionalText(name);
        return text == null ? null : CharsetHint.charset(text);
    }

    /// A list of strings; a single string counts as a list of one, and nothing as an empty one.
    List<String> texts(String name) throws ToolException {
        return switch (value(name)) {
            case null -> List.of();
            case String text -> List.of(text);
            case List<?> list
            when list.stream().allMatch(String.class::isInstance) ->
                list.stream().map(String.class::cast).toList();
            case Object other -> throw wrong(name, "a list of strings", other);
        };
    }

    boolean flag(String name) throws ToolException {
        return switch (value(name)) {
            case null -> false;
            case Boolean flag -> flag;
            case String text when text.equals("true") -> true;
            case String text when text.equals("false") -> false;
            case Object other -> throw wrong(name, "true or false", other);
        };
    }

    /// A whole number from `min` to `max`.
    int number(String name, int min, int max, int whenAbsent) throws ToolException {
        var expected = "a whole number from " + min + " to " + max;
        var value = value(name);
        if (value == null) {
            return whenAbsent;
        }
        try {
            var number = Double.parseDouble(value.toString());
            if (number == Math.rint(number) && number >= min && number <= max) {
                return (int) number;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, expected, value);
        }
        throw wrong(name, expected, value);
    }

    /// A list of objects, each with parameters of its own.
    ///
    /// @return empty when it is absent
    List<Parameters> objects(String name) throws ToolException {
        var objects = new ArrayList<Parameters>();
        for (var element : list(name, "a list of objects")) {
            if (!(element instanceof Map<?, ?> map)) {
                throw wrong(name, "a list of objects", element);
            }
            var values = new HashMap<String, Object>();
            map.forEach((key, value) -> values.put(String.valueOf(key), value));
            objects.add(new Parameters(values));
        }
        return objects;
    }

    private List<?> list(String name, String expected) throws ToolException {
        return switch (value(name)) {
            case null -> List.of();
            case List<?> list -> list;
            case Object other -> throw wrong(name, expected, other);
        };
    }

    /// One of the words.
    String word(String name, List<String> words, String whenAbsent) throws ToolException {
        var word = text(name, whenAbsent);
        if (!words.contains(word)) {
            throw wrong(name, "one of " + String.join(", ", words), word);
        }
        return word;
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    /// A parameter that this tool had in an earlier Coder: any value is taken and means nothing.
    ///
    /// @param now how the same is done today
    /// @return a line for the model; empty when the parameter is not there
    String formerly(String name, String now) {
        former.add(name);
        var value = values.get(name);
        return value == null || value.toString().isBlank() || value.toString().equals("false")
                ? ""
                : "\n[" + name + " is not used: " + now + "]";
    }

    /// To be called after the last accessor.
    void nothingElse() throws ToolException {
        for (var name : values.keySet()) {
            if (!known.contains(name) && !former.contains(name)) {
                throw ToolException.invalid(
                        "there is no parameter " + name + "; there are: " + String.join(", ", known));
            }
        }
    }

    private @Nullable Object value(String name) {
        known.add(name);
        return values.get(name);
    }

    private static ToolException wrong(String name, String expected, Object actual) {
        var text = actual.toString();
        var shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return ToolException.invalid("the parameter " + name + " is " + expected + ", not " + shown);
    }
}
