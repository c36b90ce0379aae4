package dev.coder.cli.plugins;

import dev.coder.plugin.Invocation;
import dev.coder.plugin.Recovered;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolSpec;
import java.nio.file.Path;
import java.util.Set;

/// A tool of a plugin under the origin that Coder gives it.
record PluginTool(Tool tool, ToolSpec spec) implements Tool {

    @Override
    public Set<String> commands() {
        return tool.commands();
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        return tool.prepare(parameters, workspace);
    }

    @Override
    public Recovered recover(String evidence, Path scratch) throws ToolException, InterruptedException {
        return tool.recover(evidence, scratch);
    }
}
