package dev.coder.cli.trace;

import dev.coder.cli.execute.CallWatcher;
import dev.coder.cli.trace.TraceLine.Kind;
import dev.coder.plugin.PreviewLine;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Writes every call down, and passes it on to whoever shows it. Live output is shown only.
record TracedCalls(CallWatcher watcher, Consumer<TraceLine> trace) implements CallWatcher {

    @Override
    public void callStarted(ToolCall call, String title) {
        trace.accept(TraceLine.of(
                Kind.STARTED, call.id(), call.toolName(), call.parameters().text()));
        watcher.callStarted(call, title);
    }

    @Override
    public void callChanges(ToolCall call, Supplier<List<PreviewLine>> preview) {
        watcher.callChanges(call, preview);
    }

    @Override
    public void callProgress(ToolCall call, String text) {
        watcher.callProgress(call, text);
    }

    @Override
    public void callSkipped(ToolCall call, long lines) {
        watcher.callSkipped(call, lines);
    }

    @Override
    public void callHid(ToolCall call, String sentence) {
        trace.accept(TraceLine.of(Kind.NOTE, call.id(), null, sentence));
        watcher.callHid(call, sentence);
    }

    @Override
    public void callLost(ToolCall call, String sentence) {
        trace.accept(TraceLine.of(Kind.NOTE, call.id(), null, sentence));
        watcher.callLost(call, sentence);
    }

    @Override
    public void callFinished(ToolCall call, String title, ToolResult result) {
        var line = TraceLine.of(Kind.FINISHED, call.id(), title, ProtocolJson.write(result));
        var millis = result.durationMs();
        trace.accept(millis == null ? line : line.took(millis * 1_000_000));
        watcher.callFinished(call, title, result);
    }
}
