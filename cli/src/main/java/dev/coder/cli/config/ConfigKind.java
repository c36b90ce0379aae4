package dev.coder.cli.config;

import java.util.List;

/// What kind of value a key has. The reader, the JSON Schema and the page are made from it.
enum ConfigKind {
    TEXT("text"),
    URL("URL"),
    /// A provider and one of its models.
    MODEL("PROVIDER/NAME"),
    FLAG("true or false"),
    /// Seconds, or a time with its unit.
    SPAN("seconds, or a time such as \"90m\" or \"1h\""),
    /// Bytes with their unit.
    SIZE("a size with its unit: B, KB, MB or GB"),
    TEXTS("list of texts"),
    /// One text, or a list of them.
    TEXT_OR_TEXTS("text, or list of texts"),
    /// True, or a list of verbs, programs and tools.
    CONFIRMATION("true, false, or a list of read, write, delete, run, fetch, use, programs and tools"),
    RULES("list of rules"),
    AGENTS("local, cloud"),
    POLICIES("strict, standard, permissive"),
    THEMES("auto, dark, light, none"),
    KEYBOARDS("emacs, vi");

    private final String described;

    ConfigKind(String described) {
        this.described = described;
    }

    /// For people.
    String described() {
        return described;
    }

    /// The only values there are; empty when others are possible.
    List<String> words() {
        return switch (this) {
            case AGENTS, POLICIES, THEMES, KEYBOARDS -> List.of(described.split(", "));
            case TEXT, URL, MODEL, FLAG, SPAN, SIZE, TEXTS, TEXT_OR_TEXTS, CONFIRMATION, RULES -> List.of();
        };
    }

    /// Whether there can be several values.
    boolean isList() {
        return switch (this) {
            case TEXTS, TEXT_OR_TEXTS, CONFIRMATION, RULES -> true;
            case TEXT, URL, MODEL, FLAG, SPAN, SIZE, AGENTS, POLICIES, THEMES, KEYBOARDS -> false;
        };
    }
}
