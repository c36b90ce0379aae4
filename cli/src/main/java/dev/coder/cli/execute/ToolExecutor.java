package dev.coder.cli.execute;

import dev.coder.plugin.ToolSession;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/// Runs calls on this machine. Every call becomes exactly one result, whatever happens: parse, judge, perhaps ask,
/// write *started*, run, write *finished*. Whatever the journal knows already is not done again.
public final class ToolExecutor {

    private final Hands hands;
    private final Journal journal;
    private final SessionFolder folder;
    private final ToolSession session;
    private final BooleanSupplier ended;

    /// A call, with the place in the log where it was wished for.
    public record Wanted(ToolCall call, long seq) {}

    /// @param journal of the session that the calls belong to
    public ToolExecutor(Hands hands, Journal journal, SessionFolder folder, ToolSession session) {
        this(hands, journal, folder, session, () -> false);
    }

    /// @param ended whether the user has ended the turn: no call begins any more
    public ToolExecutor(
            Hands hands, Journal journal, SessionFolder folder, ToolSession session, BooleanSupplier ended) {
        this.hands = hands;
        this.journal = journal;
        this.folder = folder;
        this.session = session;
        this.ended = ended;
    }

    /// Runs calls that read only side by side, all others one after the other, in the order of the calls.
    ///
    /// @return one result per call, in the same order
    /// @throws InterruptedException when it was interrupted; running calls are stopped then
    public List<ToolResult> execute(List<Wanted> calls) throws InterruptedException {
        var results = new ArrayList<ToolResult>();
        for (var group : groups(calls)) {
            hands.boundary().before();
            results.addAll(together(group));
        }
        return results;
    }

    private List<List<Wanted>> groups(List<Wanted> calls) {
        var groups = new ArrayList<List<Wanted>>();
        var open = false;
        for (var call : calls) {
            var reads = readOnly(call.call());
            if (!open || !reads) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(call);
            open = reads;
        }
        return groups;
    }

    private boolean readOnly(ToolCall call) {
        var tool = hands.tools().find(call.toolName());
        return tool != null && tool.spec().hints().readOnly();
    }

    private List<ToolResult> together(List<Wanted> calls) throws InterruptedException {
        var results = new ArrayList<ToolResult>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = calls.stream()
                    .map(call -> threads.submit(() -> answer(call)))
                    .toList();
            try {
                for (var answer : answers) {
                    results.add(await(answer));
                }
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
        return results;
    }

    private static ToolResult await(Future<ToolResult> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    /// What another thread threw, thrown on this one.
    public static RuntimeException rethrown(ExecutionException thrown) throws InterruptedException {
        return switch (thrown.getCause()) {
            case InterruptedException interrupted -> throw interrupted;
            case RuntimeException unchecked -> unchecked;
            case null, default -> new IllegalStateException("the calls have no results", thrown);
        };
    }

    private ToolResult answer(Wanted wanted) throws InterruptedException {
        if (journal.call(wanted.call().id()) instanceof JournalEntry.Finished(var result)) {
            return result;
        }
        if (ended.getAsBoolean()) {
            return noted(CallRun.cancelled(wanted.call().id()));
        }
        var run = new CallRun(hands, journal, new CallRun.Session(folder, session, ended), wanted);
        var result = run.answer();
        noted(result);
        hands.watcher().callFinished(wanted.call(), run.title(), result);
        return result;
    }

    private ToolResult noted(ToolResult result) {
        journal.write(new JournalEntry.Finished(result));
        return result;
    }

    /// The answers to calls of a turn that the user has ended: none of them runs any more.
    public List<ToolResult> cancelled(List<Wanted> calls) {
        return calls.stream().map(wanted -> cancelled(wanted.call().id())).toList();
    }

    private ToolResult cancelled(String callId) {
        return switch (journal.call(callId)) {
            case JournalEntry.Finished(var result) -> result;
            case JournalEntry.Started _ -> noted(CallRun.stopped(callId));
            case null, default -> noted(CallRun.cancelled(callId));
        };
    }
}
