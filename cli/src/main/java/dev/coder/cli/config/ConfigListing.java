package dev.coder.cli.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The value of every key, and who says it.
///
/// @param complaints files that are left out, and why; what does not count
public record ConfigListing(List<Line> lines, List<String> complaints) {

    private static final String DEFAULT = "default";

    public ConfigListing {
        lines = List.copyOf(lines);
        complaints = List.copyOf(complaints);
    }

    /// One key.
    ///
    /// @param json    its value in JSON; empty when it has none. Secrets are hidden
    /// @param origins files and lines, a variable, or `default`
    public record Line(ConfigKey key, String json, List<String> origins) {

        public Line {
            origins = List.copyOf(origins);
        }

        /// For scripts.
        public String inJson() {
            return "{\"key\": " + ConfigNode.quoted(key.word()) + ", \"value\": " + (json.isEmpty() ? "null" : json)
                    + ", \"origins\": "
                    + origins.stream().map(ConfigNode::quoted).collect(Collectors.joining(", ", "[", "]")) + "}";
        }
    }

    /// A file with a mistake does not stop it: the others are read.
    ///
    /// @param projects those whose files count
    public static ConfigListing of(ConfigFiles files, List<Path> projects, Map<String, String> environment) {
        var complaints = new ArrayList<String>();
        var reader = new SettingsReader(files, projects);
        var settings = reader.read(files.wellFound(projects, complaints));
        complaints.addAll(settings.notices());
        complaints.addAll(reader.hints());
        var lines = Arrays.stream(ConfigKey.values())
                .map(key -> line(key, settings, environment))
                .toList();
        return new ConfigListing(lines, complaints);
    }

    private static Line line(ConfigKey key, Settings settings, Map<String, String> environment) {
        var variable = ConfigVariable.overriding(key, environment);
        if (variable.isPresent()) {
            return new Line(
                    key,
                    variable.get().shown(environment),
                    List.of(variable.get().name()));
        }
        var values =
                settings.values().stream().filter(value -> value.key() == key).toList();
        if (values.isEmpty()) {
            return new Line(key, key.standard(), List.of(DEFAULT));
        }
        var origins = values.stream().map(Settings.Value::origin).distinct().toList();
        return new Line(key, json(key, values.stream().map(Settings.Value::json).toList()), origins);
    }

    private static String json(ConfigKey key, List<String> values) {
        return key.kind().isList() && !values.equals(List.of("true"))
                ? values.stream().collect(Collectors.joining(", ", "[", "]"))
                : values.getLast();
    }
}
