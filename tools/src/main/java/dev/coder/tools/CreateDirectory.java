package dev.coder.tools;

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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Creates a folder, and those above it.
final class CreateDirectory implements Tool {

    @Override
    public ToolSpec spec() {
        return Specs.changing("create_directory", null);
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var folder = new ProjectFile(workspace, workspace.resolve(given.text("path")));
        given.nothingElse();
        return new Call(folder, new Traces(UUID.randomUUID().toString()));
    }

    /// It may be made again: nothing is there that was not wanted.
    @Override
    public Recovered recover(String evidence, Path scratch) {
        var call = CallEvidence.parse(evidence);
        var folder = call.file(call.parts().getFirst().getFirst());
        try (var anchor = Folder.open(folder.anchor())) {
            anchor.deleteFolderIfThere(call.traces().folder());
            return new Recovered.NotDone();
        } catch (IOException e) {
            return new Recovered.Unknown();
        }
    }

    private record Call(ProjectFile folder, Traces traces) implements Invocation {

        @Override
        public String title() {
            return CleanText.oneLine("create folder " + folder.shown());
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.WriteFile(folder.path()));
        }

        @Override
        public String evidence() {
            var parts = List.of(List.of(folder.path().toString()));
            return new CallEvidence(traces, folder.workspace(), parts).toString();
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException {
            var made = new ArrayList<Path>();
            try {
                var anchor = folder.anchor();
                new NewFolders(anchor, traces, made).make(anchor.relativize(folder.path()));
                return ToolOutput.text((made.isEmpty() ? "there is already a folder " : "created ") + folder.shown());
            } catch (IOException e) {
                throw Failures.of(e, folder.workspace(), folder.path());
            }
        }
    }
}
