package dev.coder.tools;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmListener;
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
import java.io.Serial;
import java.util.Arrays;
import java.util.List;

/// Compares two files line by line.
final class DiffFiles implements Tool {

    private static final int CONTEXT = 3;
    private static final int MOST_CONTEXT = 10_000;

    static final String PLAIN = "the diff is always plain text, and coloured on the user's screen";
    static final String SAVING = "nothing was saved; to save the diff, write it with write_file";

    @Override
    public ToolSpec spec() {
        return Specs.reading("diff_files");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var first = new ProjectFile(workspace, workspace.resolve(given.text("file1")));
        var second = new ProjectFile(workspace, workspace.resolve(given.text("file2")));
        var context = given.number("context", 0, MOST_CONTEXT, CONTEXT);
        var note = given.formerly("useDelta", PLAIN) + given.formerly("saveToFile", SAVING);
        given.nothingElse();
        return new Call(first, second, new Form(context, note));
    }

    /// @param context how many lines around each change
    /// @param note    for the model
    private record Form(int context, String note) {}

    private record Call(ProjectFile first, ProjectFile second, Form form) implements Invocation {

        @Override
        public String title() {
            return CleanText.oneLine("compare " + first.shown() + " and " + second.shown());
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.ReadFile(first.path()), new Effect.ReadFile(second.path()));
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException {
            var before = bytes(first);
            var after = bytes(second);
            if (Arrays.equals(before, after)) {
                return ToolOutput.text("[the files are the same]" + form.note());
            }
            var diff = unified(lines(first, before), lines(second, after));
            if (diff.isEmpty()) {
                return ToolOutput.text(
                        "[the files differ in line ends, charset or the end of the last line only]" + form.note());
            }
            context.progress(DiffView.of(diff));
            return ToolOutput.text(DiffView.forModel(diff) + form.note());
        }

        private String unified(List<String> before, List<String> after) throws ToolException {
            try {
                var patch = DiffUtils.diff(before, after, new Limit());
                return String.join(
                        "\n",
                        UnifiedDiffUtils.generateUnifiedDiff(
                                first.shown(), second.shown(), before, patch, form.context()));
            } catch (TooDifferentException e) {
                throw ToolException.failed("the files have little in common (" + before.size() + " and " + after.size()
                        + " lines); read them instead");
            }
        }

        private static byte[] bytes(ProjectFile file) throws ToolException {
            KernelFiles.refuse(file.path());
            try {
                return file.bytes();
            } catch (IOException e) {
                throw Failures.of(e, file.workspace(), file.path());
            }
        }

        private static List<String> lines(ProjectFile file, byte[] content) throws ToolException {
            var codec = TextCodec.of(content, new CharsetHint(null, file));
            if (codec == null) {
                throw ToolException.failed(
                        "the files differ, and " + file.shown() + " is not text but " + FileKind.of(content));
            }
            return codec.decode(content).lines().toList();
        }
    }

    /// Ends a comparison that would take minutes and gigabytes.
    private static final class Limit implements DiffAlgorithmListener {

        private static final int MAX_STEPS = 3000;

        private int steps;

        @Override
        public void diffStart() {}

        @Override
        public void diffStep(int value, int max) {
            if (++steps > MAX_STEPS) {
                throw new TooDifferentException();
            }
        }

        @Override
        public void diffEnd() {}
    }

    private static final class TooDifferentException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;
    }
}
