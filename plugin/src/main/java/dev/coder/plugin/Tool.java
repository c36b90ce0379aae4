package dev.coder.plugin;

import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolSpec;

/// Something the model may ask for. A tool holds no state of a call: it turns parameters into an [Invocation].
public interface Tool {

    /// What the model is told. Called once per session; the same every time.
    ToolSpec spec();

    /// Parses and checks the parameters, once: what is judged is what runs.
    /// May look at the file system (to resolve links), must not change anything.
    ///
    /// @throws ToolException when the parameters make no sense; the message says what would
    Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException;
}
