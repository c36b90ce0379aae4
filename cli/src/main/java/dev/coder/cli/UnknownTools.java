package dev.coder.cli;

import dev.coder.cli.config.Settings;
import dev.coder.cli.execute.Toolbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The words of `requireConfirmation` that look like names of tools, and are none here: of a plugin that is not
/// installed, or mistyped.
final class UnknownTools {

    private UnknownTools() {}

    /// What to tell the user of them.
    static List<String> notices(List<Settings.ConfirmedTool> words, Toolbox tools, Map<String, String> environment) {
        return words.stream()
                .filter(word -> word.name().matches("[A-Za-z0-9]+(_[A-Za-z0-9]+)+"))
                .filter(word -> tools.find(word.name()) == null && !isProgram(word.name(), environment))
                .map(word -> word.origin() + ": there is no tool \"" + word.name()
                        + "\" here, so \"requireConfirmation\" asks for a program of that name; \"coder tool list\" shows"
                        + " the tools")
                .toList();
    }

    private static boolean isProgram(String name, Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
