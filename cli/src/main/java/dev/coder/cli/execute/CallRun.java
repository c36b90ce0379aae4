package dev.coder.cli.execute;

import dev.coder.cli.exit.StopException;
import dev.coder.cli.secrets.Hiding;
import dev.coder.cli.secrets.Revealed;
import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.Recovered;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.ToolSession;
import dev.coder.plugin.UserQuestion;
import dev.coder.plugin.Workspace;
import dev.coder.policy.CommandJudge;
import dev.coder.protocol.CallId;
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
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One call on its way to its result. Used by one thread.
final class CallRun {

    private final Hands hands;
    private final Journal journal;
    private final Session session;
    private final ToolCall call;
    private final long seq;
    private String title;
    private @Nullable RawJson edited;
    private ToolResult.@Nullable Approval approval;
    private @Nullable Long startedAt;
    private Revealed revealed = new Revealed(RawJson.EMPTY_OBJECT, Map.of(), Map.of());
    private List<String> takenAway = List.of();

    /// @param folder for the files of calls
    /// @param tools  what the tools keep
    /// @param ended whether the user has ended the turn
    record Session(SessionFolder folder, ToolSession tools, BooleanSupplier ended) {}

    /// The answer to a call that does not begin any more.
    static ToolResult cancelled(String callId) {
        return ToolResult.failure(callId, ToolResult.CANCELLED, "not run: the user cancelled the turn");
    }

    /// The answer to a call that was stopped.
    static ToolResult stopped(String callId) {
        return ToolResult.failure(
                callId,
                ToolResult.CANCELLED,
                "the user cancelled the turn while this ran, and it was stopped: it may have happened in full, in part or"
                        + " not at all");
    }

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
                    "there is no tool named " + call.toolName() + " here; "
                            + (call.toolName().equals("session_tracking")
                                    ? "use set_work_context (files, status) and get_work_context"
                                    : "there are: " + hands.tools().names()));
        }
        var known = journal.call(call.id());
        if (tool.spec().hints().idempotent()) {
            return run(tool);
        }
        if (known instanceof JournalEntry.Started started) {
            return recover(tool, started);
        }
        return known == null && journal.unsureOf(seq) ? unknown() : run(tool);
    }

    private CallId id() {
        return new CallId(call.id());
    }

    /// What the model wrote, or the user in its place.
    private RawJson parameters() {
        return edited == null ? call.parameters() : edited;
    }

    private Judge.Wish prepared(Tool tool) throws ToolException {
        revealed = hands.firewall().reveal(parameters(), tool.commands());
        var bare = tool.prepare(revealed.parameters(), hands.workspace());
        var invocation = revealed.values().isEmpty() ? bare : new RevealedInvocation(bare, revealed);
        title = invocation.title();
        PutBack.requireContent(revealed.values(), invocation.effects());
        return new Judge.Wish(call.toolName(), invocation, editable(invocation).map(EditableText::text));
    }

    private Optional<EditableText> editable(Invocation invocation) {
        return invocation.editable().flatMap(name -> EditableText.of(parameters(), name));
    }

    private ToolResult recover(Tool tool, JournalEntry.Started started) throws ToolException, InterruptedException {
        edited = started.edited();
        var left = session.folder().scratchLeft(id());
        if (left == null) {
            return unknown();
        }
        var secrets = hands.firewall().reveal(parameters(), tool.commands());
        return switch (tool.recover(secrets.reveal(started.evidence()), left)) {
            case Recovered.Done(var output) -> ToolResult.success(call.id(), output);
            case Recovered.NotDone() -> runAnew(tool);
            case Recovered.Unknown() -> unknown();
        };
    }

    private ToolResult runAnew(Tool tool) throws ToolException, InterruptedException {
        edited = null;
        return run(tool);
    }

    private ToolResult run(Tool tool) throws ToolException, InterruptedException {
        journal.write(new JournalEntry.Received(call));
        var wish = prepared(tool);
        var verdict = hands.judge().judge(wish);
        if (verdict instanceof Judge.Verdict.Edited(var text)) {
            edit(wish.invocation(), text);
            wish = prepared(tool);
            verdict = hands.judge().judgeOwn(wish);
        }
        return switch (verdict) {
            case Judge.Verdict.Refused(var errorCode, var sentence, var refusal) -> {
                approval = refusal;
                yield failure(errorCode, sentence);
            }
            case Judge.Verdict.Allowed(var consent) -> {
                approval = consent;
                yield started(wish.invocation());
            }
            case Judge.Verdict.Edited _ -> throw new IllegalStateException("what was edited is not asked for again");
        };
    }

    /// Hidden first, as all that the model will read: what is put back for the run is then what the user wrote.
    private void edit(Invocation invocation, String text) {
        edited = editable(invocation)
                .orElseThrow(() -> new IllegalStateException(call.toolName() + " has nothing to edit"))
                .with(hands.firewall().hideAll(text).text());
    }

    private ToolResult started(Invocation invocation) throws ToolException, InterruptedException {
        hands.checkpoints().before(invocation.effects());
        var evidence = invocation.evidence();
        if (session.ended().getAsBoolean()) {
            return cancelled(call.id());
        }
        journal.write(new JournalEntry.Started(call.id(), evidence, edited));
        hands.watcher().callStarted(call, title);
        if (invocation.effects().stream().anyMatch(Effect.WriteFile.class::isInstance)) {
            hands.watcher().callChanges(call, invocation::preview);
        }
        startedAt = System.nanoTime();
        var context = new Context(session.folder().scratch(id()));
        var before = hands.boundary().after(List.of()); // the user may have thought about it for long
        try {
            return ToolResult.success(call.id(), invocation.run(context));
        } finally {
            var after = hands.boundary().after(invocation.effects());
            takenAway = Stream.concat(before.stream(), after.stream()).toList();
        }
    }

    /// Whether nobody consented to it, as it was judged to read only.
    private boolean isUnaskedReader() {
        return approval != null && CommandJudge.READS.equals(approval.rule());
    }

    private ToolResult unknown() {
        return failure(
                ToolResult.OUTCOME_UNKNOWN,
                "this was started, but Coder was stopped before it learned the outcome: it may have happened in full,"
                        + " in part or not at all. Look at the present state before you repeat anything");
    }

    private ToolResult failure(String errorCode, String sentence) {
        return ToolResult.failure(call.id(), errorCode, sentence);
    }

    private ToolResult recorded(ToolResult result) {
        return new ToolResult(
                result.id(),
                result.success(),
                whole(result.result()),
                result.error() == null ? null : hidden(told(result.error())),
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

    /// The error, and before it what the user changed: the model must not take the outcome for that of its own words.
    private String told(String error) {
        return edited == null ? error : editing() + "; " + error;
    }

    private String editing() {
        return "the user changed the parameters of this call to " + parameters();
    }

    /// What the tool gave, before it what the user changed, and after it what the sandbox had to take away.
    private @Nullable ToolOutput whole(@Nullable ToolOutput output) {
        var fitting = output == null ? null : InlineLimit.fit(hidden(output));
        if (takenAway.isEmpty() && (edited == null || fitting == null)) {
            return fitting;
        }
        var parts = new ArrayList<Content>();
        if (edited != null) {
            parts.add(new Content.Text(hidden("[" + editing() + "]")));
        }
        parts.addAll(fitting == null ? List.of() : fitting.content());
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
        public void skipped(long lines) {
            hands.watcher().callSkipped(call, lines);
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
    }
}
