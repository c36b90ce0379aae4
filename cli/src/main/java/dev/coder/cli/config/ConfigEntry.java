package dev.coder.cli.config;

import dev.coder.cli.exit.StopException;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One value of a configuration file under its key. Everything that it is not is said with file and line.
record ConfigEntry(ConfigFile file, String key, ConfigNode node, Variables variables) {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?) ?(B|KB|MB|GB)");
    private static final String UNITS = "BKMG";
    private static final int UNIT = 1024;
    private static final Set<String> FLAGS = Set.of("true", "false");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9}) ?([smhd])");
    private static final Duration LONGEST = Duration.ofDays(365);
    static final String HIDDEN = "••••••";

    String origin() {
        return file.origin(node.line());
    }

    String text() {
        if (node instanceof ConfigNode.Text(var value, var _)) {
            var text = variables.expanded(this, value).strip();
            if (!text.isEmpty()) {
                return text;
            }
        }
        throw expected("a text in double quotes");
    }

    /// One of the words of a key.
    String word(ConfigKey of) {
        var words = of.kind().words();
        if (!words.contains(text())) {
            throw mistake("\"" + key + "\" cannot be \"" + text() + "\"" + Meant.word(text(), words));
        }
        return text();
    }

    boolean isFlag() {
        return node instanceof ConfigNode.Flag || (isVariable() && FLAGS.contains(text()));
    }

    boolean flag() {
        if (node instanceof ConfigNode.Flag(var value, var _)) {
            return value;
        }
        if (isFlag()) {
            return Boolean.parseBoolean(text());
        }
        throw expected("true or false, without quotes", Meant.flag(raw()));
    }

    private boolean isVariable() {
        return node instanceof ConfigNode.Text(var value, var _) && Variables.isAll(value);
    }

    /// A number of seconds, or a text such as `"90m"`.
    Duration span() {
        var text = node instanceof ConfigNode.Numeral(var value, var _) ? value + "s" : spanned();
        var span = SPAN.matcher(text);
        if (span.matches()) {
            var time = Duration.of(Long.parseLong(span.group(1)), unit(span.group(2)));
            if (time.isPositive() && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        }
        throw expected(
                "a number of seconds, or a time with its unit (s, m, h, d) such as \"90m\", up to 365d",
                Meant.span(raw()));
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }

    private String spanned() {
        return node instanceof ConfigNode.Text ? text() + (isVariable() && text().matches("\\d+") ? "s" : "") : "";
    }

    /// Such as `"10MB"`; 1 KB is 1024 bytes.
    ///
    /// @return bytes
    long size() {
        if (node instanceof ConfigNode.Text) {
            var size = SIZE.matcher(text());
            if (size.matches()) {
                var unit =
                        BigDecimal.valueOf(UNIT).pow(UNITS.indexOf(size.group(2).charAt(0)));
                return new BigDecimal(size.group(1)).multiply(unit).longValue();
            }
        }
        throw expected("a size with its unit, one of B, KB, MB, GB, such as \"10MB\"", Meant.size(raw()));
    }

    /// A relative one starts at the folder of the file; `~` is the home folder.
    Path folder(Path home) {
        var text = text();
        try {
            if (!text.contains("*")) {
                var path = Path.of(isOfHome(text) ? home + text.substring(1) : text);
                return file.folder().resolve(path).normalize();
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw mistake("\"" + text + "\" has to be one folder, such as \"~/notes\" or \"./notes\"");
    }

    private static boolean isOfHome(String path) {
        return path.equals("~") || path.startsWith("~/");
    }

    /// A pattern of folders. A relative one starts at the folder of the file.
    String pattern() {
        var text = text();
        return text.startsWith("/") || isOfHome(text) ? text : file.folder() + "/" + text.replaceFirst("^(\\./+)+", "");
    }

    /// The items of a list, each as a list of its own: what is wrong with one is not wrong with the others. Other
    /// values as they are.
    List<ConfigEntry> parts() {
        return node instanceof ConfigNode.Items(var items, var _)
                ? items.stream()
                        .map(item -> new ConfigNode.Items(List.of(item), item.line()))
                        .map(item -> new ConfigEntry(file, key, item, variables))
                        .toList()
                : List.of(this);
    }

    /// The variables that it names.
    List<String> variableNames() {
        return Variables.names(raw());
    }

    /// The value that an object has under a key.
    Optional<ConfigEntry> field(String name) {
        return node instanceof ConfigNode.Fields(var fields, var _)
                ? fields.stream()
                        .filter(field -> field.name().equals(name))
                        .map(field -> new ConfigEntry(file, name, field.value(), variables))
                        .findFirst()
                : Optional.empty();
    }

    List<ConfigEntry> textOrItems() {
        return node instanceof ConfigNode.Items ? items() : List.of(this);
    }

    boolean hasItems() {
        return node instanceof ConfigNode.Items;
    }

    List<ConfigEntry> items() {
        if (node instanceof ConfigNode.Items(var items, var _)) {
            return items.stream()
                    .map(item -> new ConfigEntry(file, key, item, variables))
                    .toList();
        }
        throw expected("a list: [ … ]", node instanceof ConfigNode.Text ? Meant.said("[" + shown() + "]") : "");
    }

    /// The values of an object under the only keys it may have.
    List<ConfigEntry> fields(Collection<String> known) {
        if (!(node instanceof ConfigNode.Fields(var fields, var _))) {
            throw expected("an object: { … }");
        }
        for (var field : fields) {
            if (!known.contains(field.name())) {
                throw file.mistake(
                        field.line(), "there is no key \"" + field.name() + "\"" + Meant.word(field.name(), known));
            }
        }
        return fields.stream()
                .map(field -> new ConfigEntry(file, field.name(), field.value(), variables))
                .toList();
    }

    StopException mistake(String sentence) {
        return file.mistake(node.line(), sentence);
    }

    private StopException expected(String what) {
        return expected(what, "");
    }

    /// @param meant a guess
    private StopException expected(String what, String meant) {
        return mistake("\"" + key + "\" needs " + what + ", and this is " + shown() + meant);
    }

    /// As it stands there; empty for lists and objects.
    private String raw() {
        return switch (node) {
            case ConfigNode.Text(var value, var _) -> value;
            case ConfigNode.Numeral(var value, var _) -> value;
            case ConfigNode.Flag _, ConfigNode.Nothing _, ConfigNode.Items _, ConfigNode.Fields _ -> "";
        };
    }

    private String shown() {
        return switch (node) {
            case ConfigNode.Text(var value, var _) -> isSecretItself() ? node.kind() : "\"" + value + "\"";
            case ConfigNode.Numeral(var value, var _) -> key.equals(ConfigKey.API_KEY.word()) ? node.kind() : value;
            case ConfigNode.Flag(var value, var _) -> Boolean.toString(value);
            case ConfigNode.Nothing _, ConfigNode.Items _, ConfigNode.Fields _ -> node.kind();
        };
    }

    /// Whether a key stands here for all to read.
    boolean isSecretItself() {
        return key.equals(ConfigKey.API_KEY.word())
                && node instanceof ConfigNode.Text(var value, var _)
                && !Variables.isIn(value)
                && !Preferences.ApiKey.isPlaceholder(value)
                && !value.matches("(keychain|enc):.*");
    }

    /// The value as it counts, in JSON and in one line; what may be a secret is not in it.
    String json() {
        return json(node, this::shown);
    }

    /// The value as it stands there, likewise.
    String written() {
        return json(node, this::veiled);
    }

    private String json(ConfigNode of, UnaryOperator<String> texts) {
        return switch (of) {
            case ConfigNode.Text(var value, var _) -> ConfigNode.quoted(texts.apply(value));
            case ConfigNode.Numeral(var value, var _) -> value;
            case ConfigNode.Flag(var value, var _) -> Boolean.toString(value);
            case ConfigNode.Nothing _ -> "null";
            case ConfigNode.Items(var items, var _) ->
                items.stream().map(item -> json(item, texts)).collect(Collectors.joining(", ", "[", "]"));
            case ConfigNode.Fields(var fields, var _) ->
                fields.stream()
                        .map(field -> ConfigNode.quoted(field.name()) + ": " + json(field.value(), texts))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private String veiled(String value) {
        return isSecretItself() ? HIDDEN : value.startsWith("enc:") ? "enc:" + HIDDEN : value;
    }

    private String shown(String value) {
        if (!veiled(value).equals(value)) {
            return veiled(value);
        }
        var kept = key.equals(ConfigKey.API_KEY.word()) || Variables.mayBeSecret(value);
        return kept ? value : variables.expanded(this, value);
    }
}
