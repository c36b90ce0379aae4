package dev.coder.cli.terminal;

import dev.coder.cli.conversation.Screen;
import dev.coder.cli.conversation.TurnOutcome;
import dev.coder.plugin.PreviewLine;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The conversation as running text: the answer on one paper, everything beside it (calls, notices) on another, which
/// may be the same. Thread-safe.
final class PlainScreen implements Screen {

    private static final int HEAD = 6;
    private static final int TAIL = 6;
    private static final int REASON_LENGTH = 160;

    private final ReentrantLock lock = new ReentrantLock();
    private final AnswerWriter answer;
    private final Paper beside;
    private final Map<String, OutputLines> outputs = new HashMap<>();

    PlainScreen(AnswerWriter answer, Paper beside) {
        this.answer = answer;
        this.beside = beside;
    }

    private void alone(Runnable printing) {
        lock.lock();
        try {
            printing.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void event(LoggedEvent event) {
        alone(() -> {
            answer.event(event);
            if (event.event() instanceof AgentEvent.ModelCallDiscarded discarded && discarded.retryMs() != null) {
                beside.line(Paper.Style.DIM, "! " + PlainText.show(discarded.reason()) + retry(discarded.retryMs()));
            }
        });
    }

    private static String retry(long waitMs) {
        return "; trying again" + (waitMs < 1000 ? "" : " in " + (waitMs + 500) / 1000 + " s");
    }

    @Override
    public void notice(String sentence) {
        alone(() -> beside.line(Paper.Style.DIM, "! " + PlainText.show(sentence)));
    }

    @Override
    public void turnEnded(TurnOutcome outcome) {
        alone(() -> {
            answer.turnEnded(outcome);
            var sentence = outcome.sentence();
            if (sentence != null) {
                beside.line(Paper.Style.BAD, PlainText.show(sentence));
            }
        });
    }

    @Override
    public void callStarted(ToolCall call, String title) {}

    @Override
    public void callProgress(ToolCall call, String text) {
        alone(() -> output(call)
                .add(PlainText.stripSequences(text))
                .forEach(line -> beside.line(Paper.Style.DIM, "  | " + line)));
    }

    @Override
    public void callSkipped(ToolCall call, long lines) {
        alone(() -> output(call).skip(lines));
    }

    private OutputLines output(ToolCall call) {
        return outputs.computeIfAbsent(call.id(), _ -> new OutputLines(HEAD, TAIL));
    }

    @Override
    public void callHid(ToolCall call, String sentence) {
        alone(() -> {
            beside.line(Paper.Style.DIM, "! " + PlainText.show(sentence));
            answer.hid(call.id(), sentence);
        });
    }

    @Override
    public void callLost(ToolCall call, String sentence) {
        alone(() -> beside.line(Paper.Style.DIM, "! " + PlainText.show(sentence)));
    }

    @Override
    public void promptHid(String sentence) {
        alone(() -> {
            beside.line(Paper.Style.DIM, "! " + PlainText.show(sentence));
            answer.hid(null, sentence);
        });
    }

    @Override
    public void callFinished(ToolCall call, String title, ToolResult result) {
        alone(() -> {
            var output = outputs.remove(call.id());
            if (output != null) {
                output.rest().forEach(line -> beside.line(Paper.Style.DIM, "  | " + line));
            }
            beside.line(result.success() ? Paper.Style.GOOD : Paper.Style.BAD, line(title, result));
        });
    }

    private static String line(String title, ToolResult result) {
        var took = result.durationMs();
        var time = took == null ? "" : " (" + time(took) + ")";
        return (result.success() ? "✓ " : "✗ ") + PlainText.show(title) + time + reason(result);
    }

    private static String time(long millis) {
        return millis < 1000 ? millis + " ms" : "%.1f s".formatted(millis / 1000.0);
    }

    private static String reason(ToolResult result) {
        var error = result.error();
        if (error == null) {
            return "";
        }
        var line = PlainText.show(PreviewLine.split(error).stream().findFirst().orElse(""));
        return ": " + (line.length() > REASON_LENGTH ? line.substring(0, REASON_LENGTH) + "…" : line);
    }
}
