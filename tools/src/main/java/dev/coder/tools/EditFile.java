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
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Replaces a piece of a file by another, and leaves every other byte as it is.
final class EditFile implements Tool {

    @Override
    public ToolSpec spec() {
        return Specs.changing("edit_file", null);
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var file = new ProjectFile(workspace, workspace.resolve(given.text("path")));
        var edit = new TextEdit(given.text("oldText"), given.text("newText"), given.flag("replaceAll"));
        given.nothingElse();
        if (edit.oldText().isEmpty()) {
            throw ToolException.invalid("oldText is empty. Give the text to replace; use write_file for a new file.");
        }
        if (edit.oldText().equals(edit.newText())) {
            throw ToolException.invalid("oldText and newText are the same: nothing would change.");
        }
        return new Call(file, edit, UUID.randomUUID().toString());
    }

    @Override
    public Recovered recover(String evidence, Path scratch) throws ToolException {
        return FileChange.parse(evidence).settle();
    }

    private record Call(ProjectFile file, TextEdit edit, String mark) implements Invocation {

        @Override
        public String title() {
            return CleanText.oneLine("edit " + file.shown());
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.ReadFile(file.path()), new Effect.WriteFile(file.path()));
        }

        @Override
        public String preview() {
            var places = edit.replaceAll() ? "everywhere:\n" : "";
            return places + Preview.removed(edit.oldText()) + Preview.added(edit.newText());
        }

        @Override
        public String evidence() throws ToolException {
            try {
                var before = file.bytes();
                var codec = codec(before);
                var after = encoded(edit.apply(codec.decode(before), file.shown()), codec);
                return FileChange.of(before, after, mark, file.path()).toString();
            } catch (IOException e) {
                throw Failures.of(e, file.workspace(), file.path());
            }
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException {
            try {
                var before = file.bytes();
                var codec = codec(before);
                var result = edit.apply(codec.decode(before), file.shown());
                file.replace(encoded(result, codec), mark);
                return ToolOutput.text("edited " + file.shown() + ", " + lines(result.lines()));
            } catch (IOException e) {
                throw Failures.of(e, file.workspace(), file.path());
            }
        }

        private TextCodec codec(byte[] content) throws ToolException {
            var codec = TextCodec.of(content);
            if (codec == null) {
                throw ToolException.failed(file.shown() + " is not text but " + FileKind.of(content)
                        + ". Use run_command with a program that understands it.");
            }
            return codec;
        }

        private byte[] encoded(TextEdit.Result result, TextCodec codec) throws ToolException {
            var content = codec.encode(result.text());
            if (content == null) {
                throw ToolException.failed(file.shown() + " is written in " + codec.charset()
                        + ", which has no code for some character of newText. Use other characters, or convert the "
                        + "file first.");
            }
            return content;
        }

        private static String lines(List<Integer> lines) {
            var shown = lines.stream().limit(20).map(String::valueOf).collect(Collectors.joining(", "));
            return lines.size() == 1
                    ? "line " + shown
                    : lines.size() + " places, lines " + shown + (lines.size() > 20 ? ", …" : "");
        }
    }
}
