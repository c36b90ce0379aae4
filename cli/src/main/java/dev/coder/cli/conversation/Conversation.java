package dev.coder.cli.conversation;

import dev.coder.cli.execute.Checkpoints;
import dev.coder.cli.execute.Hands;
import dev.coder.cli.execute.JournalEntry;
import dev.coder.cli.execute.ToolExecutor;
import dev.coder.cli.execute.ToolExecutor.Wanted;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.AgentClient;
import dev.coder.cli.remote.RefusedException;
import dev.coder.cli.remote.SessionEvents;
import dev.coder.cli.secrets.Hiding;
import dev.coder.cli.secrets.SecretFirewall;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.AgentEvent.TurnBoundary;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.SessionAnswers.Executor;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.TurnRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// The client's whole part in the agent loop: prompt out, events in, calls run, results out, until the turn has ended.
/// One owner thread, except [#cancel] and [#steer].
public final class Conversation {

    private final AgentClient client;
    private final OpenSession session;
    private final OpenSession.Claim claim;
    private final ToolExecutor executor;
    private final Checkpoints checkpoints;
    private final SecretFirewall firewall;
    private final Screen screen;
    private final TurnFold turn = new TurnFold();
    private SessionEvents events;
    private volatile boolean cancelled;

    /// @param session one that this CLI executes
    public Conversation(AgentClient client, OpenSession session, OpenSession.Claim claim, Hands hands, Screen screen) {
        this.client = client;
        this.session = session;
        this.claim = claim;
        this.executor = new ToolExecutor(hands, claim.journal(), claim.folder(), claim.resources());
        this.checkpoints = hands.checkpoints();
        this.firewall = hands.firewall();
        this.screen = screen;
        this.events = new SessionEvents(client, session.id(), session.seq(), this::seen);
    }

    /// Whether somebody else was made the session's executor.
    static boolean takenOver(AgentEvent.ExecutorChanged changed, Executor mine) {
        return changed.epoch() > mine.epoch()
                && !String.valueOf(mine.clientId()).equals(changed.clientId());
    }

    /// Runs one turn.
    public TurnOutcome ask(String prompt) throws InterruptedException {
        return ask(List.of(new Content.Text(prompt)));
    }

    /// Runs one turn of a message that may hold images.
    public TurnOutcome ask(List<Content> prompt) throws InterruptedException {
        cancelled = false;
        var asked = new JournalEntry.Asked(UUID.randomUUID().toString(), hidden(prompt));
        claim.journal().write(asked);
        return finish(begin(asked));
    }

    /// Runs a turn in which the model sums up what was said so far; from then on it sees the summary in its place.
    ///
    /// @param instructions what the summary is to care for; may be empty
    public TurnOutcome compact(String instructions) throws InterruptedException {
        cancelled = false;
        var request = new TurnRequest.Compact(instructions.isBlank() ? null : hidden(instructions));
        return finish(events.send(request, UUID.randomUUID().toString(), claim.executor()));
    }

    /// Gives the turn in progress more input of the user; the model sees it at its next call. May be called from any
    /// thread.
    ///
    /// @return false when no turn is in progress: then it was not sent, and may be asked
    public boolean steer(String words) throws InterruptedException {
        var turnId = turn.turnId();
        if (turnId == null) {
            return false;
        }
        try {
            var request = new SessionRequests.Steer(List.of(new Content.Text(hidden(words))));
            client.steer(session.id(), turnId, request, UUID.randomUUID().toString());
            return true;
        } catch (RefusedException e) {
            if (e.problem().name().equals("turn-not-in-progress")) {
                return false;
            }
            throw e;
        }
    }

    private List<Content> hidden(List<Content> prompt) {
        return prompt.stream()
                .<Content>map(part -> part instanceof Content.Text(var words) ? new Content.Text(hidden(words)) : part)
                .toList();
    }

    private String hidden(String words) {
        var hiding = firewall.hideAll(words);
        if (!hiding.hidden().isEmpty()) {
            screen.promptHid(Hiding.sentence("the prompt", hiding.hidden()));
        }
        return hiding.text();
    }

    /// Goes on with what an earlier run of Coder, or this one, left unfinished. A turn that was cancelled is cancelled
    /// again, in case the agent has not heard of it.
    ///
    /// @return null when nothing is unfinished
    public @Nullable TurnOutcome resume() throws InterruptedException {
        var asked = claim.journal().asked();
        if (asked != null) {
            events = new SessionEvents(client, session.id(), 0, this::seen);
            return finish(begin(asked));
        }
        var began = claim.journal().turn();
        var turnId = began == null ? session.turnId() : began.turnId();
        if (turnId == null) {
            return null;
        }
        if (turnId.equals(turn.turnId())) {
            events.catchUp();
        } else {
            replay(turnId, began == null ? 0 : began.seq() - 1);
        }
        var boundary = turn.boundary();
        if (cancelled && !(boundary != null && ended(boundary))) {
            cancelAgain(turnId);
            boundary = null;
        }
        return finish(boundary == null ? events.follow() : boundary);
    }

    private static boolean ended(TurnBoundary boundary) {
        return !(boundary instanceof AgentEvent.TurnRequiresAction);
    }

    /// It may have ended meanwhile.
    private void cancelAgain(String turnId) throws InterruptedException {
        try {
            client.cancel(session.id(), turnId, "user");
        } catch (RefusedException e) {
            // Its end is among the events.
        }
    }

    /// Asks the agent to end the turn in progress; its end arrives as an event. May be called from any thread.
    public void cancel() throws InterruptedException {
        cancelled = true;
        var turnId = turn.turnId();
        if (turnId != null) {
            client.cancel(session.id(), turnId, "user");
        }
    }

    /// Applies what is in the log from the start of that turn on; what was before is passed over.
    private void replay(String turnId, long after) throws InterruptedException {
        events = new SessionEvents(client, session.id(), after, event -> {
            if (turn.reaches(turnId, event)) {
                seen(event);
            }
        });
        events.catchUp();
    }

    private TurnBoundary begin(JournalEntry.Asked asked) throws InterruptedException {
        try {
            return events.send(new TurnRequest.Prompt(asked.prompt()), asked.requestKey(), claim.executor());
        } catch (RefusedException e) {
            claim.journal().write(new JournalEntry.Withdrawn(asked.requestKey()));
            throw e;
        }
    }

    private TurnOutcome finish(TurnBoundary reached) throws InterruptedException {
        var boundary = reached;
        while (boundary instanceof AgentEvent.TurnRequiresAction) {
            boundary = act();
        }
        var outcome = turn.outcome(session.id(), boundary);
        screen.turnEnded(outcome);
        checkpoints.turnEnded();
        claim.journal().write(new JournalEntry.TurnEnded(outcome.turnId(), events.applied()));
        claim.folder().forgetCalls();
        return outcome;
    }

    private TurnBoundary act() throws InterruptedException {
        var results = run(turn.open());
        return results == null ? events.follow() : answer(Batch.first(results));
    }

    private TurnBoundary answer(List<ToolResult> results) throws InterruptedException {
        var request = TurnRequest.Continuation.of(session.id(), turn.id(), events.applied(), results);
        try {
            var boundary = events.send(request, "", claim.executor());
            var ids = results.stream().map(ToolResult::id).toList();
            claim.journal().write(new JournalEntry.Acked(ids, events.applied()));
            return boundary;
        } catch (RefusedException e) {
            return endedMeanwhile(e);
        }
    }

    /// The turn may have been cancelled, or have expired, while its calls ran: then the results are not wanted.
    private TurnBoundary endedMeanwhile(RefusedException refusal) throws InterruptedException {
        if (refusal.notTheExecutor()) {
            throw lost();
        }
        events.catchUp();
        var boundary = turn.boundary();
        if (boundary == null || boundary instanceof AgentEvent.TurnRequiresAction) {
            throw refusal;
        }
        return boundary;
    }

    /// @return null when the calls were stopped because nobody wants them any more
    private @Nullable List<ToolResult> run(List<Wanted> calls) throws InterruptedException {
        var running = new FutureTask<>(() -> executor.execute(calls));
        var thread = Thread.ofVirtual().start(running);
        try (var _ = new Watch(client, session.id(), events.applied(), claim.executor(), () -> running.cancel(true))) {
            return running.get();
        } catch (CancellationException e) {
            return null;
        } catch (ExecutionException e) {
            throw ToolExecutor.rethrown(e);
        } finally {
            running.cancel(true);
            thread.join();
        }
    }

    private void seen(LoggedEvent logged) {
        turn.apply(logged);
        screen.event(logged);
        if (logged.event() instanceof AgentEvent.TurnStarted started) {
            began(started.turnId(), logged.seq());
        } else if (logged.event() instanceof AgentEvent.UserMessage message) {
            checkpoints.asked(TurnFold.words(message.content()));
        } else if (logged.event() instanceof AgentEvent.ExecutorChanged changed
                && takenOver(changed, claim.executor())) {
            throw lost();
        }
    }

    private void began(String turnId, long seq) {
        checkpoints.turnBegan(session.id(), turnId);
        var known = claim.journal().turn();
        if (known == null || !known.turnId().equals(turnId)) {
            claim.journal().write(new JournalEntry.TurnBegan(turnId, seq));
        }
        if (cancelled) {
            Thread.ofVirtual().start(() -> {
                try {
                    client.cancel(session.id(), turnId, "user");
                } catch (InterruptedException | StopException | RefusedException e) {
                    // The turn goes on, and the screen shows it.
                }
            });
        }
    }

    private StopException lost() {
        return new StopException(
                ExitCode.SESSION,
                "Another coder has taken this session over; this one stops. To watch: "
                        + OwnCommand.with("--session " + session.id()));
    }
}
