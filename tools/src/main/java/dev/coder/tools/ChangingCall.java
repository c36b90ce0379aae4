package dev.coder.tools;

import dev.coder.plugin.Invocation;
import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.protocol.ToolOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call that changes the content of files: what it does is worked out in full before anything is touched.
interface ChangingCall extends Invocation {

    /// @param report what happened, for the model, once it has
    record Planned(ChangeSet changes, String report) {}

    /// Reads the files and says what is to become of them; changes nothing.
    ///
    /// @param seen what the model knows; null: that does not matter yet
    Planned plan(@Nullable SeenFiles seen) throws ToolException;

    /// The preview of a call that can not be planned.
    List<PreviewLine> wish();

    /// What is known of the charset of the files that change.
    default CharsetHint hint() {
        return CharsetHint.NONE;
    }

    @Override
    default List<PreviewLine> preview() {
        try {
            return Preview.of(plan(null).changes(), hint());
        } catch (ToolException e) {
            return wish();
        }
    }

    @Override
    default String evidence() throws ToolException {
        return ChangeEvidence.of(plan(null).changes()).toString();
    }

    @Override
    default ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
        var seen = SeenFiles.of(context);
        var planned = plan(seen);
        planned.changes().apply();
        planned.changes().changes().forEach(seen::changed);
        return ToolOutput.text(planned.report());
    }
}
