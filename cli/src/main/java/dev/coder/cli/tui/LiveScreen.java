package dev.coder.cli.tui;

import dev.coder.cli.conversation.Screen;
import dev.coder.cli.conversation.Spend;
import dev.coder.cli.conversation.TurnOutcome;
import dev.coder.cli.render.MarkdownStream;
import dev.coder.cli.render.Notice;
import dev.coder.cli.render.PromptEcho;
import dev.coder.cli.render.Role;
import dev.coder.cli.render.StatusLine;
import dev.coder.cli.terminal.PlainText;
import dev.coder.plugin.PreviewLine;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// The conversation on the board: what is finished goes into the scrollback, the rest is shown below it. Thread-safe.
final class LiveScreen implements Screen {

    private final Board board;
    private final CallRecord calls;
    private final IntSupplier width;
    private final Answer answer;
    private volatile @Nullable Spend spend;
    private volatile boolean asked;
    private volatile boolean quiet;

    /// @param streams makes one for each message
    LiveScreen(Board board, CallRecord calls, IntSupplier width, Supplier<MarkdownStream> streams) {
        this.board = board;
        this.calls = calls;
        this.width = width;
        this.answer = new Answer(streams);
    }

    /// Something to do that may be cancelled.
    @FunctionalInterface
    interface Task {
        void run() throws InterruptedException;
    }

    /// Runs it without showing what happens meanwhile; only the tokens are counted.
    void quietly(Task task) throws InterruptedException {
        quiet = true;
        try {
            task.run();
        } finally {
            quiet = false;
        }
    }

    /// The user has ended what goes on: what is on the screen stays there, and is not shown again.
    void cutShort() {
        board.change(() -> {
            show(answer.cut());
            cutCallsShort();
        });
        note("Cancelled");
    }

    private void cutCallsShort() {
        board.activity().cutShort(width.getAsInt()).forEach(board::above);
    }

    /// The next user message was typed here, and is shown already.
    void asked() {
        asked = true;
    }

    void spend(Spend now) {
        spend = now;
        board.change(() -> board.status(board.status().spent(context(now), now.cost())));
    }

    @Override
    public void event(LoggedEvent logged) {
        var counting = spend;
        if (counting != null) {
            counting.apply(logged);
        }
        if (!quiet) {
            board.change(() -> apply(logged.event()));
        }
        model(logged.event()).ifPresent(this::model);
        if (counting != null && logged.event() instanceof AgentEvent.ModelCallCompleted) {
            board.status(board.status().spent(context(counting), counting.cost()));
        }
    }

    /// What was said of the model before this Coder came.
    void past(List<LoggedEvent> events) {
        events.stream()
                .flatMap(logged -> model(logged.event()).stream())
                .reduce((_, later) -> later)
                .ifPresent(this::model);
    }

    private void model(String name) {
        board.change(() -> board.status(board.status().model(name)));
    }

    private static Optional<String> model(AgentEvent event) {
        if (event instanceof AgentEvent.SessionCreated created) {
            return Optional.of(created.model());
        }
        if (event instanceof AgentEvent.SessionUpdated updated) {
            return Optional.ofNullable(updated.model());
        }
        return event instanceof AgentEvent.ModelCallStarted started ? Optional.of(started.model()) : Optional.empty();
    }

    private static StatusLine.Context context(Spend spend) {
        return new StatusLine.Context(spend.contextTokens(), spend.contextWindow());
    }

    private void apply(AgentEvent event) {
        var activity = board.activity();
        switch (event) {
            case AgentEvent.UserMessage message -> said(message.content());
            case AgentEvent.SteerAccepted message -> {
                board.queue().read();
                said(message.content());
            }
            case AgentEvent.ModelCallStarted _ -> activity.doing("Thinking");
            case AgentEvent.TextDelta delta -> {
                activity.doing("Writing");
                show(answer.delta(delta.messageId(), delta.delta()));
            }
            case AgentEvent.TextSnapshot snapshot -> show(answer.snapshot(snapshot.messageId(), snapshot.text()));
            case AgentEvent.MessageCompleted message -> {
                show(answer.snapshot(message.messageId(), Answer.text(message.content())));
                show(answer.end());
            }
            case AgentEvent.ModelCallDiscarded discarded -> discarded(discarded);
            case AgentEvent.CompactionStarted _ -> activity.doing("Summing up the conversation");
            case AgentEvent.ContextCompacted _ ->
                board.above(List.of(dim("— the conversation so far was replaced by a summary —")));
            case AgentEvent.ToolCallRequested _ -> {
                show(answer.end());
            }
            case AgentEvent.SessionCreated _,
                    AgentEvent.SessionUpdated _,
                    AgentEvent.ToolsChanged _,
                    AgentEvent.ExecutorChanged _,
                    AgentEvent.SessionSuspended _,
                    AgentEvent.SessionClosed _,
                    AgentEvent.TurnStarted _,
                    AgentEvent.MessageQueued _,
                    AgentEvent.ReasoningCompleted _,
                    AgentEvent.ReasoningDelta _,
                    AgentEvent.ModelCallCompleted _,
                    AgentEvent.ToolResultRecorded _,
                    AgentEvent.TurnBoundary _,
                    AgentEvent.StreamClosing _,
                    AgentEvent.Ping _,
                    AgentEvent.Unknown _ -> {}
        }
    }

    private void said(List<Content> content) {
        if (asked) {
            asked = false;
            return;
        }
        typed(Answer.text(content));
    }

    /// What the user has said, apart from what was before.
    void typed(String text) {
        board.apart(new PromptEcho(text).lines(board.theme(), width.getAsInt()));
    }

    private void show(List<AttributedString> lines) {
        board.above(lines);
        board.activity().unfinished(answer.tail());
    }

    private void discarded(AgentEvent.ModelCallDiscarded discarded) {
        if (answer.drop()) {
            board.above(List.of(dim("[the unfinished text above does not count]")));
        }
        board.activity().unfinished(List.of());
        var wait = discarded.retryMs();
        if (wait != null) {
            board.activity().doing("Trying again");
            note(discarded.reason() + "; trying again" + (wait < 1000 ? "" : " in " + (wait + 500) / 1000 + " s"));
        }
    }

    private AttributedString dim(String words) {
        return board.theme().text(words, Role.DIM);
    }

    private void note(String sentence) {
        if (quiet) {
            return;
        }
        board.above(new Notice(sentence).lines(board.theme(), width.getAsInt()));
    }

    @Override
    public void notice(String sentence) {
        note(sentence);
    }

    @Override
    public void promptHid(String sentence) {
        note(sentence);
    }

    @Override
    public void turnEnded(TurnOutcome outcome) {
        if (quiet) {
            return;
        }
        board.change(() -> {
            show(answer.end());
            cutCallsShort();
            var sentence = outcome.sentence();
            if (sentence != null) {
                board.above(List.of(board.theme().text(PlainText.show(sentence), Role.BAD)));
            }
        });
    }

    @Override
    public void callStarted(ToolCall call, String title) {
        board.change(() -> {
            show(answer.end());
            board.activity().doing("Working");
            board.activity().callBegan(call.id(), title);
        });
    }

    @Override
    public void callChanges(ToolCall call, Supplier<List<PreviewLine>> preview) {
        var diff = preview.get();
        board.change(() -> calls.changes(call.id(), diff));
    }

    @Override
    public void callProgress(ToolCall call, String text) {
        board.change(() -> board.activity().callSaid(call.id(), text));
    }

    @Override
    public void callSkipped(ToolCall call, long lines) {
        board.change(() -> board.activity().callSkipped(call.id(), lines));
    }

    @Override
    public void callHid(ToolCall call, String sentence) {
        note(sentence);
    }

    @Override
    public void callLost(ToolCall call, String sentence) {
        note(sentence);
    }

    @Override
    public void callFinished(ToolCall call, String title, ToolResult result) {
        board.change(() -> {
            var ran = board.activity().callEnded(call.id());
            var output = ran == null ? List.<String>of() : ran.output().ends(CallRecord.OUTPUT);
            board.above(calls.finished(new CallRecord.Finished(call, title, result, output), width.getAsInt()));
            calls.todo(width.getAsInt()).ifPresent(board.activity()::todo);
        });
    }
}
