package dev.coder.cli.conversation;

import dev.coder.plugin.PreviewLine;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A screen on which the sentence that ends a turn says more than the agent can know.
///
/// @param ending what is made of that sentence
public record ToldScreen(Screen screen, UnaryOperator<String> ending) implements Screen {

    @Override
    public void turnEnded(TurnOutcome outcome) {
        screen.turnEnded(
                outcome.sentence() == null
                        ? outcome
                        : new TurnOutcome(
                                outcome.exitCode(),
                                ending.apply(outcome.sentence()),
                                outcome.sessionId(),
                                outcome.turnId(),
                                outcome.text(),
                                outcome.stopReason(),
                                outcome.usage()));
    }

    @Override
    public void event(LoggedEvent event) {
        screen.event(event);
    }

    @Override
    public void notice(String sentence) {
        screen.notice(sentence);
    }

    @Override
    public void promptHid(String sentence) {
        screen.promptHid(sentence);
    }

    @Override
    public void callStarted(ToolCall call, String title) {
        screen.callStarted(call, title);
    }

    @Override
    public void callChanges(ToolCall call, Supplier<List<PreviewLine>> preview) {
        screen.callChanges(call, preview);
    }

    @Override
    public void callProgress(ToolCall call, String text) {
        screen.callProgress(call, text);
    }

    @Override
    public void callSkipped(ToolCall call, long lines) {
        screen.callSkipped(call, lines);
    }

    @Override
    public void callHid(ToolCall call, String sentence) {
        screen.callHid(call, sentence);
    }

    @Override
    public void callLost(ToolCall call, String sentence) {
        screen.callLost(call, sentence);
    }

    @Override
    public void callFinished(ToolCall call, String title, ToolResult result) {
        screen.callFinished(call, title, result);
    }
}
