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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Replaces a piece of a file by another, and leaves every other byte as it is.
final class EditFile implements Tool {

    private static final int LINES_NAMED = 20;

    @Override
    public ToolSpec spec() {
        return Specs.changing("edit_file", null);
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var file = new ProjectFile(workspace, workspace.resolve(given.text("path")));
        var edit = new TextEdit(given.text("oldText"), given.text("newText"), given.flag("replaceAll"));
        var encoding = given.charset("encoding");
        given.nothingElse();
        if (edit.oldText().isEmpty()) {
            throw ToolException.invalid("oldText is empty. Give the text to replace; use write_file for a new file.");
        }
        if (edit.oldText().equals(edit.newText())) {
            throw ToolException.invalid("oldText and newText are the same: nothing would change.");
        }
        return new Call(file, edit, encoding, new Traces(UUID.randomUUID().toString()));
    }

    @Override
    public Recovered recover(String evidence, Path scratch) {
        return ChangeEvidence.parse(evidence).settle();
    }

    private record Call(
            ProjectFile file, TextEdit edit, @Nullable Charset encoding, Traces traces) implements ChangingCall {

        @Override
        public String title() {
            return CleanText.oneLine("edit " + file.shown());
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.ReadFile(file.path()), new Effect.WriteFile(file.path()));
        }

        @Override
        public List<PreviewLine> wish() {
            var lines = new ArrayList<PreviewLine>();
            if (edit.replaceAll()) {
                lines.add(new PreviewLine(PreviewLine.Kind.REMARK, 0, "everywhere:"));
            }
            lines.addAll(Preview.replaced(edit.oldText(), edit.newText()));
            return lines;
        }

        @Override
        public Planned plan(@Nullable SeenFiles seen) throws ToolException {
            try {
                var before = file.bytes();
                if (seen != null) {
                    seen.requireFresh(file, before);
                }
                var text = TextFile.of(before, file.shown(), hint());
                var result = edit.apply(text.text(), file.shown());
                var change = FileChange.of(file, before, text.encode(result.text()));
                return new Planned(new ChangeSet(List.of(change), traces), report(result));
            } catch (IOException e) {
                throw Failures.of(e, file.workspace(), file.path());
            }
        }

        @Override
        public CharsetHint hint() {
            return new CharsetHint(encoding, file);
        }

        private String report(TextEdit.Result result) {
            var how = result.leniency() == null
                    ? ""
                    : " (oldText was found only without regard to "
                            + result.leniency().shown() + ")";
            return "edited " + file.shown() + ", " + lines(result.lines()) + how;
        }

        private static String lines(List<Integer> lines) {
            var shown = lines.stream().limit(LINES_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
            return lines.size() == 1
                    ? "line " + shown
                    : lines.size() + " places, lines " + shown + (lines.size() > LINES_NAMED ? ", …" : "");
        }
    }
}
