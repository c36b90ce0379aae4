package dev.coder.cli.plugins;

import dev.coder.cli.execute.Toolbox;
import dev.coder.plugin.PromptCommand;
import dev.coder.plugin.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The plugins of the user, from jars in the folders that `toolsPath` names.
///
/// @param notices what the user has to know: what cannot be used, and why
public record Plugins(List<Tool> tools, List<Added> commands, List<String> notices) {

    public static final Plugins NONE = new Plugins(List.of(), List.of(), List.of());

    /// A command, with the plugin that it comes from.
    public record Added(PromptCommand command, String origin) {}

    public Plugins {
        tools = List.copyOf(tools);
        commands = List.copyOf(commands);
        notices = List.copyOf(notices);
    }

    /// @param folders read in this order; costs nothing when there are none
    /// @param builtin whose names are taken
    public static Plugins load(List<Path> folders, Toolbox builtin) {
        return folders.isEmpty() ? NONE : new Loading(builtin).load(folders);
    }

    private static final class Loading {

        private final List<Tool> tools = new ArrayList<>();
        private final List<Added> commands = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();
        private final HashSet<String> taken = new HashSet<>();

        Loading(Toolbox builtin) {
            builtin.specs().forEach(spec -> taken.add(spec.name()));
        }

        Plugins load(List<Path> folders) {
            folders.forEach(this::folder);
            return new Plugins(tools, commands, notices);
        }

        private void folder(Path folder) {
            try (var files = Files.list(folder)) {
                files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                        .sorted()
                        .forEach(this::jar);
            } catch (IOException e) {
                // the reader of settings says so
            }
        }

        private void jar(Path file) {
            try {
                new PluginJar(file).parts().forEach(parts -> add(parts, file));
            } catch (PluginJar.BrokenException e) {
                notices.add("The plugin " + file + " is broken and not used (" + e.getMessage() + ")");
            }
        }

        private void add(PluginParts parts, Path file) {
            for (var tool : parts.tools()) {
                if (taken.add(tool.spec().name())) {
                    tools.add(tool);
                } else {
                    notices.add("The tool " + tool.spec().name() + " of " + file
                            + " is not used: there is one of that name already");
                }
            }
            parts.commands().forEach(command -> commands.add(new Added(command, parts.origin())));
        }
    }
}
