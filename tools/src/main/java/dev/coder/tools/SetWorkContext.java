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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps what is being worked on.
final class SetWorkContext implements Tool {

    @Override
    public ToolSpec spec() {
        return Specs.changing("set_work_context", null);
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var entry = new LinkedHashMap<String, Object>();
        entry.put("goal", given.text("goal"));
        entry.put("status", given.word("status", WorkContext.STATUS, "in-progress"));
        var description = given.text("description", "");
        var files = given.texts("files");
        given.nothingElse();
        if (!description.isBlank()) {
            entry.put("description", description);
        }
        if (!files.isEmpty()) {
            entry.put("files", files);
        }
        return new Call(entry);
    }

    record Call(Map<String, Object> entry) implements Invocation {

        @Override
        public String title() {
            return CleanText.oneLine("goal: " + entry.get("goal") + " (" + entry.get("status") + ")");
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.Internal());
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException {
            return ToolOutput.text(WorkContext.add(context.session(), entry).told(false));
        }
    }
}
