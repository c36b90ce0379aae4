package dev.coder.tools;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.Recovered;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolSpec;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Creates a file, or replaces all of one that the model knows.
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
        var encoding = given.charset("encoding");
        given.nothingElse();
        return new Call(file, content, encoding, new Traces(UUID.randomUUID().toString()));
    }

    @Override
    public Recovered recover(String evidence, Path scratch) {
        return ChangeEvidence.parse(evidence).settle();
    }

    private record Call(
            ProjectFile file, String content, @Nullable Charset encoding, Traces traces) implements ChangingCall {

        @Override
        public String title() {
            return CleanText.oneLine("write " + file.shown());
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.WriteFile(file.path()));
        }

        @Override
        public List<PreviewLine> wish() {
            return PreviewLine.of(PreviewLine.Kind.ADDED, content);
        }

        @Override
        public Planned plan(@Nullable SeenFiles seen) throws ToolException {
            try {
                var before = file.bytesIfThere();
                if (seen != null && before != null) {
                    seen.requireKnown(file, before);
                }
                var change = FileChange.of(file, before, encoded(before));
                return new Planned(new ChangeSet(List.of(change), traces), report(before == null));
            } catch (IOException e) {
                throw Failures.of(e, file.workspace(), file.path());
            }
        }

        private String report(boolean isNew) {
            var lines = PreviewLine.split(content).size();
            return (isNew ? "created " : "replaced ") + file.shown() + " (" + lines
                    + (lines == 1 ? " line)" : " lines)");
        }

        @Override
        public CharsetHint hint() {
            return new CharsetHint(encoding, file);
        }

        /// A file that is replaced keeps its charset and byte order mark, unless the call names another.
        private byte[] encoded(byte @Nullable [] before) throws ToolException {
            var hint = hint();
            var codec = before == null || encoding != null ? hint.ofNewFile() : TextCodec.of(before, hint);
            var encoded = codec == null ? null : codec.encode(content);
            if (encoded == null && encoding != null) {
                throw ToolException.failed(encoding + " has no code for some character of the content. Use other "
                        + "characters or another encoding.");
            }
            return encoded == null ? content.getBytes(StandardCharsets.UTF_8) : encoded;
        }
    }
}
