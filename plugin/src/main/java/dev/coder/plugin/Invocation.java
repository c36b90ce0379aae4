package dev.coder.plugin;

import dev.coder.protocol.ToolOutput;
import java.util.List;
import java.util.Optional;

/// A call that is ready to run: parsed, resolved, not yet allowed.
public interface Invocation {

    /// One line for the user, such as `edit src/Main.java`. Holds no control characters.
    String title();

    /// All that [#run] may touch. An empty list means "unknown": the user is asked.
    List<Effect> effects();

    /// What would change, for the user who is asked, beyond what the effects say: such as the new lines of a file.
    /// May have many lines, and anything in them; empty when there is nothing to add.
    default List<PreviewLine> preview() {
        return List.of();
    }

    /// The name of the one parameter, a text, that the user who is asked may write anew, such as `command`. With it the
    /// call is prepared and judged afresh.
    default Optional<String> editable() {
        return Optional.empty();
    }

    /// What is to be written down, durably, before [#run], so that [Tool#recover] can tell after a crash whether it
    /// happened. Called once, after the call was allowed. May read what the effects name; changes nothing.
    ///
    /// @throws ToolException when it is clear that [#run] would fail: the answer to the call, nothing has run
    default String evidence() throws ToolException {
        return "";
    }

    /// Runs on a virtual thread; interruption is cancellation.
    ///
    /// @throws ToolException for the model: what went wrong and what to try instead
    ToolOutput run(ToolContext context) throws ToolException, InterruptedException;
}
