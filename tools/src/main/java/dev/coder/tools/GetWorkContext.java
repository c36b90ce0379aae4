package dev.coder.tools;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolSpec;
import java.util.List;

/// Tells what is being worked on.
final class GetWorkContext implements Tool {

    @Override
    public ToolSpec spec() {
        return Specs.reading("get_work_context");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var withHistory = given.flag("includeHistory");
        given.nothingElse();
        return new Call(withHistory);
    }

    private record Call(boolean withHistory) implements Invocation {

        @Override
        public String title() {
            return "look up the work context";
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.Internal());
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException {
            return ToolOutput.text(WorkContext.of(context.session()).told(withHistory));
        }
    }
}
