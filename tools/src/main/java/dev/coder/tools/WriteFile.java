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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Creates a file, or replaces all of it.
final class WriteFile implements Tool {

    @Override
    public ToolSpec spec() {
        return Specs.changing("write_file", null);
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var file = new ProjectFile(workspace, workspace.resolve(given.text("path")));
        var content = given.text("content");
        given.nothingElse();
        return new Call(file, content, UUID.randomUUID().toString());
    }

    @Override
    public Recovered recover(String evidence, Path scratch) throws ToolException {
        return FileChange.parse(evidence).settle();
    }

    private record Call(ProjectFile file, String content, String mark) implements Invocation {

        @Override
        public String title() {
            return CleanText.oneLine("write " + file.shown());
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.WriteFile(file.path()));
        }

        @Override
        public String preview() {
            return Preview.added(content);
        }

        @Override
        public String evidence() throws ToolException {
            try {
                var before = file.bytesIfThere();
                return FileChange.of(before, encoded(before), mark, file.path()).toString();
            } catch (IOException e) {
                throw Failures.of(e, file.workspace(), file.path());
            }
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException {
            try {
                var before = file.bytesIfThere();
                file.replace(encoded(before), mark);
                var lines = content.lines().count();
                return ToolOutput.text((before == null ? "created " : "replaced ") + file.shown() + " (" + lines
                        + (lines == 1 ? " line)" : " lines)"));
            } catch (IOException e) {
                throw Failures.of(e, file.workspace(), file.path());
            }
        }

        /// A file that is replaced keeps its charset and byte order mark.
        private byte[] encoded(byte @Nullable [] before) {
            var codec = before == null ? null : TextCodec.of(before);
            var encoded = codec == null ? null : codec.encode(content);
            return encoded == null ? content.getBytes(StandardCharsets.UTF_8) : encoded;
        }
    }
}
