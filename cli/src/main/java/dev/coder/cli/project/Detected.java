package dev.coder.cli.project;

import io.avaje.jsonb.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the tool `project_context` says of one project.
///
/// @param types  the kinds of project that it is; where its root is none, those of the folders right below
/// @param files  that say how people work there
/// @param looked the folders and files that this was told from, absolute
@Json
public record Detected(String root, List<Kind> types, List<String> files, List<String> looked) {

    private static final int BYTES = 600;

    /// An empty list is left out where it is written.
    public Detected {
        types = types == null ? List.of() : List.copyOf(types);
        files = files == null ? List.of() : List.copyOf(files);
        looked = looked == null ? List.of() : List.copyOf(looked);
    }

    /// @param where    below the root, such as `web/`; empty for the root
    /// @param commands by purpose, such as `test`
    @Json
    public record Kind(
            String where, String name, List<String> frameworks, Map<String, String> commands, List<String> notes) {

        public Kind {
            where = where == null ? "" : where;
            frameworks = frameworks == null ? List.of() : List.copyOf(frameworks);
            commands = commands == null ? Map.of() : commands;
            notes = notes == null ? List.of() : List.copyOf(notes);
        }

        /// In one line, with the frameworks.
        public String headline() {
            return (where.isEmpty() ? "" : where + " ")
                    + name
                    + (frameworks.isEmpty() ? "" : " (" + String.join(", ", frameworks) + ")");
        }
    }

    /// The same with the type that the settings say, in the place of all that do not fit it.
    public Detected as(Optional<String> configured) {
        if (configured.isEmpty() || configured.get().equals("auto-detect")) {
            return this;
        }
        var word = configured.get();
        var fitting = types.stream()
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)))
                .toList();
        var only = fitting.isEmpty() ? List.of(new Kind("", word, List.of(), Map.of(), List.of())) : fitting;
        return new Detected(root, only, files, looked);
    }

    /// In one line.
    public String type() {
        var names = types.stream()
                .map(kind -> kind.where() + kind.name())
                .distinct()
                .limit(4)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "unknown" : names;
    }

    /// Without what it was told from.
    public Detected told() {
        return new Detected(root, types, files, List.of());
    }

    /// For the model: a few lines, at most 600 bytes.
    public String facts() {
        var lines = new StringBuilder();
        for (var kind : types) {
            add(lines, kind.headline());
            kind.notes().forEach(note -> add(lines, "  " + note));
            kind.commands().forEach((purpose, command) -> add(lines, "  " + purpose + ": " + command));
        }
        if (!files.isEmpty()) {
            add(lines, "files to know: " + String.join(", ", files));
        }
        return lines.toString();
    }

    private static void add(StringBuilder lines, String line) {
        var clean = line.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        var bytes = (lines + "\n" + clean).getBytes(StandardCharsets.UTF_8).length;
        if (bytes <= BYTES) {
            lines.append(lines.isEmpty() ? "" : "\n").append(clean);
        }
    }
}
