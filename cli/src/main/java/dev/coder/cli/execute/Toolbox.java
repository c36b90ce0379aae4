package dev.coder.cli.execute;

import dev.coder.plugin.Plugin;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolKeys;
import dev.coder.protocol.ToolSpec;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// All tools of this run, by name.
public final class Toolbox {

    private final Map<String, Tool> tools = new LinkedHashMap<>();

    public Toolbox(Collection<? extends Tool> tools) {
        tools.forEach(tool -> this.tools.put(tool.spec().name(), tool));
    }

    /// The tools that come with Coder: those of all plugins on the class path.
    public static Toolbox installed() {
        return installed(_ -> Optional.empty());
    }

    /// The same.
    ///
    /// @param keys those of the user that their services ask for
    public static Toolbox installed(ToolKeys keys) {
        return new Toolbox(ServiceLoader.load(Plugin.class).stream()
                .flatMap(plugin -> plugin.get().tools(keys).stream())
                .toList());
    }

    /// With those of plugins; of two tools of one name the one that is here already stays.
    public Toolbox and(Collection<? extends Tool> more) {
        var all = new Toolbox(tools.values());
        more.forEach(tool -> all.tools.putIfAbsent(tool.spec().name(), tool));
        return all;
    }

    @Nullable
    public Tool find(String name) {
        return tools.get(name);
    }

    /// What the model is told, always in the same order.
    public List<ToolSpec> specs() {
        return tools.values().stream().map(Tool::spec).toList();
    }

    /// All names.
    public List<String> list() {
        return List.copyOf(tools.keySet());
    }

    String names() {
        return String.join(", ", tools.keySet());
    }
}
