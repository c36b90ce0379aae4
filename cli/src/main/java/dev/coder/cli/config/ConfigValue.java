package dev.coder.cli.config;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.util.List;
import java.util.stream.Collectors;

/// A value as it was typed in a shell, in JSON.
final class ConfigValue {

    private ConfigValue() {}

    static String json(ConfigKey key, List<String> words) {
        return switch (key.kind()) {
            case FLAG -> bare(one(key, words), "true|false");
            case SPAN -> bare(one(key, words), "\\d+");
            case TEXT, URL, MODEL, SIZE, AGENTS, POLICIES, THEMES, KEYBOARDS -> bare(one(key, words), "\".*\"");
            case TEXTS, RULES -> list(words);
            case TEXT_OR_TEXTS -> words.size() == 1 ? bare(words.getFirst(), "[\\[\"].*") : list(words);
            case CONFIRMATION ->
                words.size() == 1 && words.getFirst().matches("true|false") ? words.getFirst() : list(words);
        };
    }

    private static String one(ConfigKey key, List<String> words) {
        if (words.size() == 1) {
            return words.getFirst();
        }
        throw new StopException(
                ExitCode.USAGE,
                "\"" + key.word() + "\" takes one value, and these are " + words.size() + "; put it in quotes: '"
                        + String.join(" ", words) + "'");
    }

    private static String bare(String word, String pattern) {
        return word.matches(pattern) ? word : ConfigNode.quoted(word);
    }

    private static String list(List<String> words) {
        return words.size() == 1 && words.getFirst().startsWith("[")
                ? words.getFirst()
                : words.stream().map(word -> bare(word, "[\\[{\"].*")).collect(Collectors.joining(", ", "[", "]"));
    }
}
