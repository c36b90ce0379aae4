package dev.coder.cli.config;

import dev.coder.cli.exit.StopException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jline.utils.Levenshtein;

/// One value of a configuration file under its key. Everything that it is not is said with file and line.
record ConfigEntry(ConfigFile file, String key, ConfigNode node) {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?) ?(B|KB|MB|GB)");
    private static final String UNITS = "BKMG";
    private static final int UNIT = 1024;
    private static final int NEAR = 3;

    String origin() {
        return file.origin(node.line());
    }

    String text() {
        if (node instanceof ConfigNode.Text(var value, var _) && !value.isBlank()) {
            return value.strip();
        }
        throw expected("a text in double quotes");
    }

    boolean flag() {
        if (node instanceof ConfigNode.Flag(var value, var _)) {
            return value;
        }
        throw expected("true or false, without quotes");
    }

    int number(int least) {
        if (node instanceof ConfigNode.Numeral(var value, var _)
                && value.matches("\\d{1,9}")
                && Integer.parseInt(value) >= least) {
            return Integer.parseInt(value);
        }
        throw expected("a whole number from " + least + " on, without quotes");
    }

    /// Such as `"10MB"`; 1 KB is 1024 bytes.
    ///
    /// @return bytes
    long size() {
        if (node instanceof ConfigNode.Text(var value, var _)) {
            var size = SIZE.matcher(value.strip());
            if (size.matches()) {
                var unit =
                        BigDecimal.valueOf(UNIT).pow(UNITS.indexOf(size.group(2).charAt(0)));
                return new BigDecimal(size.group(1)).multiply(unit).longValue();
            }
        }
        throw expected("a size with its unit, one of B, KB, MB, GB, such as \"10MB\"");
    }

    List<ConfigEntry> items() {
        if (node instanceof ConfigNode.Items(var items, var _)) {
            return items.stream().map(item -> new ConfigEntry(file, key, item)).toList();
        }
        throw expected("a list: [ … ]");
    }

    List<String> texts() {
        return items().stream().map(ConfigEntry::text).toList();
    }

    /// The values of an object under the only keys it may have.
    List<ConfigEntry> fields(Collection<String> known) {
        if (!(node instanceof ConfigNode.Fields(var fields, var _))) {
            throw expected("an object: { … }");
        }
        for (var field : fields) {
            if (!known.contains(field.name())) {
                throw file.mistake(
                        field.line(), "there is no key \"" + field.name() + "\"" + suggestion(field.name(), known));
            }
        }
        return fields.stream()
                .map(field -> new ConfigEntry(file, field.name(), field.value()))
                .toList();
    }

    <T> T oneOf(Map<String, T> values) {
        var value = values.get(text());
        if (value == null) {
            throw mistake("\"" + key + "\" cannot be \"" + text() + "\"" + suggestion(text(), values.keySet()));
        }
        return value;
    }

    StopException mistake(String sentence) {
        return file.mistake(node.line(), sentence);
    }

    private StopException expected(String what) {
        return mistake("\"" + key + "\" needs " + what + ", and this is " + shown());
    }

    private String shown() {
        return switch (node) {
            case ConfigNode.Text(var value, var _) -> "\"" + value + "\"";
            case ConfigNode.Numeral(var value, var _) -> value;
            case ConfigNode.Flag(var value, var _) -> Boolean.toString(value);
            case ConfigNode.Nothing _, ConfigNode.Items _, ConfigNode.Fields _ -> node.kind();
        };
    }

    /// What was meant, when one of them is near, else all there is.
    static String suggestion(String word, Collection<String> known) {
        return known.stream()
                .min((one, other) -> Integer.compare(distance(word, one), distance(word, other)))
                .filter(nearest -> distance(word, nearest) <= NEAR)
                .map(nearest -> "; did you mean \"" + nearest + "\"?")
                .orElse("; there are "
                        + String.join(", ", known.stream().sorted().toList()));
    }

    private static int distance(String one, String other) {
        return one.length() > 40
                ? Integer.MAX_VALUE
                : Levenshtein.distance(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    }
}
