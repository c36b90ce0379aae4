package dev.coder.cli.config;

import dev.coder.cli.config.Settings.ConfirmedTool;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.plugin.Plugin;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;

/// Tells names of tools that are not here from those that are. Whatever is asked for by its name is asked for as soon
/// as
/// it is here.
public final class ToolNames {

    private ToolNames() {}

    /// The tools in the box.
    static List<String> installed() {
        return ServiceLoader.load(Plugin.class).stream()
                .flatMap(plugin -> plugin.get().tools().stream())
                .map(tool -> tool.spec().name())
                .toList();
    }

    /// What is said of those that look like a tool and are none. Other words may be programs.
    ///
    /// @param known the tools that are here
    public static List<String> notices(List<ConfirmedTool> confirmed, Collection<String> known) {
        return confirmed.stream()
                .filter(tool -> tool.name().contains("_") && !known.contains(tool.name()))
                .map(tool ->
                        tool.origin() + ": there is no tool \"" + tool.name() + "\" here" + meant(tool.name(), known))
                .toList();
    }

    /// Names of tools are long: who cuts one short is understood, too.
    private static String meant(String name, Collection<String> known) {
        return known.stream()
                .filter(other -> other.startsWith(name) || name.startsWith(other) || Meant.isSlip(name, other))
                .findFirst()
                .map(other -> Meant.said("\"" + other + "\""))
                .orElse("; " + OwnCommand.with("tool list") + " shows those that are");
    }
}
