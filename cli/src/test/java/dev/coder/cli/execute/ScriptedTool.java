package dev.coder.cli.execute;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.Recovered;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A tool whose work is a piece of test code. Its parameters are a JSON string.
public record ScriptedTool(String name, ToolSpec.Hints hints, Work work, Recovered recovered) implements Tool {

    /// What a call does.
    @FunctionalInterface
    public interface Work {
        String run(String parameters, ToolContext context) throws ToolException, InterruptedException;
    }

    public static ScriptedTool reading(String name, Work work) {
        return new ScriptedTool(name, ToolSpec.Hints.READS, work, new Recovered.Unknown());
    }

    public static ScriptedTool changing(String name, Work work) {
        return new ScriptedTool(name, ToolSpec.Hints.CHANGES, work, new Recovered.Unknown());
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(name, name, RawJson.EMPTY_OBJECT, hints, "builtin", null);
    }

    @Override
    public Recovered recover(String evidence, Path scratch) {
        return recovered;
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        if (!parameters.text().startsWith("\"")) {
            throw ToolException.invalid("a string is needed");
        }
        return new Prepared(parameters.text().replace("\"", ""));
    }

    private final class Prepared implements Invocation {

        private final String parameters;

        Prepared(String parameters) {
            this.parameters = parameters;
        }

        @Override
        public String title() {
            return name + " " + parameters;
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.Fetch(URI.create(name + ":" + parameters)));
        }

        @Override
        public String evidence() {
            return "evidence of " + parameters;
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
            return ToolOutput.text(work.run(parameters, context));
        }
    }
}
