package dev.coder.cli.execute;

import dev.coder.cli.exit.StopException;
import dev.coder.cli.secrets.Hiding;
import dev.coder.cli.secrets.Revealed;
import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.Recovered;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.ToolSession;
import dev.coder.plugin.UserQuestion;
import dev.coder.plugin.Workspace;
import dev.coder.policy.CommandJudge;
import dev.coder.protocol.Content;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One call on its way to its result. Used by one thread.
final class CallRun {

    private final Hands hands;
    private final Journal journal;
    private final Session session;
    private final ToolCall call;
    private final long seq;
    private String title;
    private ToolResult.@Nullable Approval approval;
    private @Nullable Long startedAt;
    private Revealed revealed = new Revealed(RawJson.EMPTY_OBJECT, Map.of());
    private List<String> takenAway = List.of();

    /// @param folder for the files of calls
    /// @param tools  what the tools keep
    record Session(SessionFolder folder, ToolSession tools) {}

    CallRun(Hands hands, Journal journal, Session session, ToolExecutor.Wanted wanted) {
        this.hands = hands;
        this.journal = journal;
        this.session = session;
        this.call = wanted.call();
        this.seq = wanted.seq();
        this.title = call.toolName();
    }

    /// One line for the user.
    String title() {
        return title;
    }

    /// The call's result, whatever happens.
    ToolResult answer() throws InterruptedException {
        try {
            return recorded(outcome());
        } catch (ToolException e) {
            return recorded(e.toResult(call.id()));
        } catch (StopException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError bug) {
            hands.bugs().write(bug);
            return recorded(failure(
                    ToolResult.TOOL_FAILED,
                    "the tool broke (" + bug.getClass().getSimpleName() + ", a bug in it); try another way"));
        }
    }

    private ToolResult outcome() throws ToolException, InterruptedException {
        var tool = hands.tools().find(call.toolName());
        if (tool == null) {
            return failure(
                    ToolResult.TOOL_UNAVAILABLE,
                    "there is no tool named " + call.toolName() + " here; there are: "
                            + hands.tools().names());
        }
        var known = journal.call(call.id());
        if (tool.spec().hints().idempotent()) {
            return run(tool);
        }
        if (known instanceof JournalEntry.Started(var _, var evidence)) {
            return recover(tool, evidence);
        }
        return known == null && journal.unsureOf(seq) ? unknown() : run(tool);
    }

    private Invocation prepared(Tool tool) throws ToolException {
        var invocation = tool.prepare(revealed.parameters(), hands.workspace());
        return revealed.values().isEmpty() ? invocation : new RevealedInvocation(invocation, revealed);
    }

    private ToolResult recover(Tool tool, String evidence) throws ToolException, InterruptedException {
        var secrets = hands.firewall().reveal(call.parameters());
        return switch (tool.recover(secrets.reveal(evidence), session.folder().scratch(call.id()))) {
            case Recovered.Done(var output) -> ToolResult.success(call.id(), output);
            case Recovered.NotDone() -> run(tool);
            case Recovered.Unknown() -> unknown();
        };
    }

    private ToolResult run(Tool tool) throws ToolException, InterruptedException {
        journal.write(new JournalEntry.Received(call));
        revealed = hands.firewall().reveal(call.parameters());
        var invocation = prepared(tool);
        title = invocation.title();
        switch (hands.judge().judge(call.toolName(), invocation)) {
            case Judge.Verdict.Refused(var errorCode, var sentence, var refusal) -> {
                approval = refusal;
                return failure(errorCode, sentence);
            }
            case Judge.Verdict.Allowed(var consent) -> approval = consent;
        }
        hands.checkpoints().before(invocation.effects());
        var evidence = invocation.evidence();
        journal.write(new JournalEntry.Started(call.id(), evidence));
        hands.watcher().callStarted(call, title);
        startedAt = System.nanoTime();
        var context = new Context(session.folder().scratch(call.id()));
        try {
            return ToolResult.success(call.id(), invocation.run(context));
        } finally {
            takenAway = context.settle();
        }
    }

    /// Whether nobody consented to it, as it was judged to read only.
    private boolean isUnaskedReader() {
        return approval != null && CommandJudge.READS.equals(approval.rule());
    }

    private ToolResult unknown() {
        return failure(
                ToolResult.OUTCOME_UNKNOWN,
                "this was started, but Coder was stopped before it learned the outcome: it may have happened in full, in"
                        + " part or not at all. Look at the present state before you repeat anything");
    }

    private ToolResult failure(String errorCode, String sentence) {
        return ToolResult.failure(call.id(), errorCode, sentence);
    }

    private ToolResult recorded(ToolResult result) {
        return new ToolResult(
                result.id(),
                result.success(),
                whole(result.result()),
                result.error() == null ? null : hidden(result.error()),
                result.errorCode(),
                result.exitCode(),
                startedAt == null
                        ? null
                        : Duration.ofNanos(System.nanoTime() - startedAt).toMillis(),
                approval);
    }

    /// Before anything is cut off: half a secret could not be told any more.
    private ToolOutput hidden(ToolOutput output) {
        return new ToolOutput(output.content().stream()
                .map(content -> content instanceof Content.Text(var text) ? new Content.Text(hidden(text)) : content)
                .toList());
    }

    private String hidden(String text) {
        var hiding = hands.firewall().hideAll(revealed.conceal(text));
        if (!hiding.hidden().isEmpty()) {
            hands.watcher().callHid(call, Hiding.sentence(title, hiding.hidden()));
        }
        return hiding.text();
    }

    /// What the tool gave, and after it what the sandbox had to take away.
    private @Nullable ToolOutput whole(@Nullable ToolOutput output) {
        var fitting = output == null ? null : InlineLimit.fit(hidden(output));
        if (takenAway.isEmpty()) {
            return fitting;
        }
        var parts = new ArrayList<Content>(fitting == null ? List.of() : fitting.content());
        for (var sentence : takenAway) {
            hands.watcher().callLost(call, sentence);
            parts.add(new Content.Text("[sandbox: " + sentence + "]"));
        }
        return new ToolOutput(parts);
    }

    private final class Context implements ToolContext {

        private final Path scratch;
        private final Predicate<Path> searchable = hands.judge().searchable();
        private @Nullable CommandLauncher launcher;

        Context(Path scratch) {
            this.scratch = scratch;
        }

        @Override
        public boolean mayRead(Path file) {
            return searchable.test(file);
        }

        @Override
        public Workspace workspace() {
            return hands.workspace();
        }

        @Override
        public Map<String, String> environment() {
            return isUnaskedReader() ? UnaskedEnvironment.of(hands.environment()) : hands.environment();
        }

        @Override
        public Path scratch() {
            return scratch;
        }

        @Override
        public void progress(String text) {
            hands.watcher().callProgress(call, text);
        }

        @Override
        public ToolSession session() {
            return session.tools();
        }

        @Override
        public Optional<String> ask(UserQuestion question) throws InterruptedException {
            return hands.judge().consult(question);
        }

        @Override
        public synchronized CommandLauncher launcher() {
            if (launcher == null) {
                launcher = hands.launcher().get();
            }
            return launcher;
        }

        synchronized List<String> settle() {
            return launcher == null ? List.of() : launcher.settle();
        }
    }
}
