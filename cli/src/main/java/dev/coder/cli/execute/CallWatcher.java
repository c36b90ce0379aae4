package dev.coder.cli.execute;

import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;

/// Sees the calls run. Called from several threads.
public interface CallWatcher {

    /// @param title one line for the user, or the tool's name where the parameters make no sense
    void callStarted(ToolCall call, String title);

    /// Live output of a command.
    void callProgress(ToolCall call, String text);

    void callFinished(ToolCall call, String title, ToolResult result);
}
