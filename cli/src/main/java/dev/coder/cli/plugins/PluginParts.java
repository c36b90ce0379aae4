package dev.coder.cli.plugins;

import dev.coder.plugin.Plugin;
import dev.coder.plugin.PromptCommand;
import dev.coder.plugin.Tool;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.ToolSpec;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// What one plugin brings, asked of it once and checked, so that nothing of it can fail later on the way to a model.
///
/// @param origin `plugin:NAME`
record PluginParts(String origin, List<? extends Tool> tools, List<PromptCommand> commands) {

    private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern COMMAND_NAME = Pattern.compile("[A-Za-z0-9_:-]{1,64}");

    /// @throws IllegalArgumentException when something in it is not as the API wants it
    static PluginParts of(Plugin plugin) {
        var origin = "plugin:" + Objects.requireNonNull(plugin.name(), "the plugin has no name");
        var tools = plugin.tools().stream().map(tool -> tool(tool, origin)).toList();
        var commands = List.copyOf(plugin.commands());
        commands.forEach(command -> check(COMMAND_NAME, command.name()));
        return new PluginParts(origin, tools, commands);
    }

    private static Tool tool(Tool tool, String origin) {
        var spec = tool.spec();
        check(TOOL_NAME, spec.name());
        try {
            ProtocolJson.readObject(spec.inputSchema().text());
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("the schema of the tool " + spec.name() + " is no JSON object", e);
        }
        return new PluginTool(
                tool,
                new ToolSpec(
                        spec.name(),
                        spec.description(),
                        spec.inputSchema(),
                        spec.hints(),
                        origin,
                        spec.timeoutSeconds()));
    }

    private static void check(Pattern pattern, String name) {
        if (!pattern.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is no name; it may be of the form " + pattern);
        }
    }
}
