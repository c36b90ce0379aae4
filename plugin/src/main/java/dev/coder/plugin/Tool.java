package dev.coder.plugin;

import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolSpec;
import java.nio.file.Path;
import java.util.Set;

/// Something the model may ask for. A tool holds no state of a call: it turns parameters into an [Invocation].
public interface Tool {

    /// What the model is told. Called once per session; the same every time.
    ToolSpec spec();

    /// The names of those parameters, texts, that bash gets as a command. A value that was hidden from the model is put
    /// into such a text as one quoted word; into any other it is put as it is.
    default Set<String> commands() {
        return Set.of();
    }

    /// Parses and checks the parameters, once: what is judged is what runs.
    /// May look at the file system (to resolve links), must not change anything.
    ///
    /// @throws ToolException when the parameters make no sense; the message says what would
    Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException;

    /// Whether a call has happened that was started by a Coder that died before it wrote the outcome down.
    /// Takes back or takes away what such a call left half done, and changes nothing else. Not asked of a tool
    /// whose
    /// calls are idempotent: those are repeated.
    ///
    /// @param evidence what [Invocation#evidence] gave before the start
    /// @param scratch  the call's own folder, as [ToolContext#scratch] gave it
    /// @throws ToolException when it is known how the call failed: the answer to it
    default Recovered recover(String evidence, Path scratch) throws ToolException, InterruptedException {
        return new Recovered.Unknown();
    }
}
