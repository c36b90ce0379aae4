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
import java.io.IOException;
import java.util.List;

/// Reads a text file, or a range of its lines.
final class ReadFile implements Tool {

    @Override
    public ToolSpec spec() {
        return Specs.reading("read_file");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var path = workspace.resolve(given.text("path"));
        var start = given.number("startLine", 1, Integer.MAX_VALUE, 1);
        var end = given.number("endLine", 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        given.nothingElse();
        if (end < start) {
            throw ToolException.invalid("endLine " + end + " lies before startLine " + start);
        }
        return new Call(new ProjectFile(workspace, path), start, end);
    }

    private record Call(ProjectFile file, int start, int end) implements Invocation {

        @Override
        public String title() {
            var range = end < Integer.MAX_VALUE ? ":" + start + "-" + end : start > 1 ? ":" + start + "-" : "";
            return CleanText.oneLine("read " + file.shown() + range);
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.ReadFile(file.path()));
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException {
            SeenFiles.of(context).saw(file);
            try (var channel = file.open()) {
                return ToolOutput.text(new Page(start, end).read(channel, file.shown()));
            } catch (IOException e) {
                throw Failures.of(e, file.workspace(), file.path());
            }
        }
    }
}
