package dev.coder.cli.execute;

import dev.coder.plugin.PreviewLine;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.util.List;
import java.util.function.Supplier;

/// Sees the calls run. Called from several threads.
public interface CallWatcher {

    /// @param title one line for the user, or the tool's name where the parameters make no sense
    void callStarted(ToolCall call, String title);

    /// What the call, which starts now, is about to change. Making it takes time: only who shows it asks for it.
    ///
    /// @param preview as in [dev.coder.plugin.Invocation#preview]
    default void callChanges(ToolCall call, Supplier<List<PreviewLine>> preview) {}

    /// Live output of a command.
    void callProgress(ToolCall call, String text);

    /// So many lines of its output are left out here.
    default void callSkipped(ToolCall call, long lines) {}

    /// Something in the call's result was hidden from the agent.
    ///
    /// @param sentence for the user, without the values
    void callHid(ToolCall call, String sentence);

    /// Something that the call made was taken away again.
    ///
    /// @param sentence for the user and the model
    void callLost(ToolCall call, String sentence);

    void callFinished(ToolCall call, String title, ToolResult result);
}
