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
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// The client's whole part in the agent loop: prompt out, events in, calls run, results out, until the turn has ended.
/// One owner thread, except [#cancel] and [#steer].
public final class Conversation {

    private static final Duration BETWEEN_REFUSALS = Duration.ofMillis(200);
    private static final Duration LETTING_GO = Duration.ofSeconds(1);

    private final AgentClient client;
    private final OpenSession session;
    private final OpenSession.Claim claim;
    private final ToolExecutor executor;
    private final Checkpoints checkpoints;
    private final SecretFirewall firewall;
    private final Screen screen;
    private final TurnFold turn = new TurnFold();
    private final Ending ending = new Ending();
    private SessionEvents events;
    private volatile @Nullable String inProgress;

    /// @param session one that this CLI executes
    public Conversation(AgentClient client, OpenSession session, OpenSession.Claim claim, Hands hands, Screen screen) {
        this.client = client;
        this.session = session;
        this.claim = claim;
        this.executor = new ToolExecutor(hands, claim.journal(), claim.folder(), claim.resources(), ending::wanted);
        this.checkpoints = hands.checkpoints();
        this.firewall = hands.firewall();
        this.screen = screen;
        this.events = new SessionEvents(client, session.id(), session.seq(), this::seen).executing(claim.executor());
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
        var asked = new JournalEntry.Asked(UUID.randomUUID().toString(), hidden(prompt));
        claim.journal().write(asked);
        return finish(begin(asked));
    }

    /// The user has written the next message: calls may run again. Said before it can be cancelled in its turn; a
    /// conversation in which nothing was cancelled needs it not.
    public void nextMessage() {
        ending.reset();
    }

    /// Runs a turn in which the model sums up what was said so far; from then on it sees the summary in its place.
    ///
    /// @param instructions what the summary is to care for; may be empty
    public TurnOutcome compact(String instructions) throws InterruptedException {
        if (ending.wanted()) {
            return finish(endedHere());
        }
        var request = new TurnRequest.Compact(instructions.isBlank() ? null : hidden(instructions));
        var key = UUID.randomUUID().toString();
        return finish(sent(request, key));
    }

    /// Gives the turn in progress more input of the user; the model sees it at its next call. May be called from any
    /// thread.
    ///
    /// @return false when no turn is in progress: then it was not sent, and may be asked
    public boolean steer(String words) throws InterruptedException {
        var turnId = turn.turnId();
        if (turnId == null || ending.wanted()) {
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

    /// Goes on with what an earlier run of Coder left unfinished.
    ///
    /// @return null when nothing is unfinished
    public @Nullable TurnOutcome resume() throws InterruptedException {
        var asked = claim.journal().asked();
        if (asked != null && claim.journal().cancelled(asked.requestKey())) {
            claim.journal().write(new JournalEntry.Withdrawn(asked.requestKey()));
            return dropped(session.turnId());
        }
        if (asked != null) {
            events = new SessionEvents(client, session.id(), 0, this::seen).executing(claim.executor());
            return finish(begin(asked));
        }
        var began = claim.journal().turn();
        var turnId = began == null ? session.turnId() : began.turnId();
        if (turnId == null) {
            return null;
        }
        if (ending.of(turnId) || claim.journal().cancelled(turnId)) {
            return dropped(turnId);
        }
        inProgress = turnId;
        replay(turnId, began == null ? 0 : began.seq() - 1);
        var boundary = turn.boundary();
        return finish(boundary == null ? follow() : boundary);
    }

    /// What the user has ended is not gone on with; the agent may not have heard of it.
    private @Nullable TurnOutcome dropped(@Nullable String turnId) throws InterruptedException {
        turn.end();
        if (turnId != null) {
            try {
                client.cancel(session.id(), turnId, "user");
            } catch (RefusedException e) {
                // It has ended there, too.
            }
            claim.journal().write(new JournalEntry.TurnEnded(turnId, events.applied()));
        }
        checkpoints.turnEnded();
        claim.folder().forgetCalls();
        return null;
    }

    /// Ends the turn in progress: no call begins any more, what runs is stopped, and the agent is asked to end it
    /// there,
    /// too. May be called from any thread.
    public void cancel() throws InterruptedException {
        drop();
        var turnId = inProgress;
        if (turnId != null) {
            cancelThere(turnId);
        }
    }

    /// The same without a word to the agent: the turn will not be gone on with. May be called from any thread.
    public void drop() {
        var turnId = inProgress;
        ending.want(turnId);
        var asked = claim.journal().asked();
        var id = turnId != null || asked == null ? turnId : asked.requestKey();
        if (id != null) {
            try {
                claim.journal().write(new JournalEntry.Cancelled(id));
            } catch (StopException e) {
                // In this run it holds all the same.
            }
        }
    }

    private void cancelThere(String turnId) throws InterruptedException {
        try {
            client.cancel(session.id(), turnId, "user");
        } finally {
            ending.agentAsked();
        }
    }

    /// Applies what is in the log from the start of that turn on; what was before is passed over.
    private void replay(String turnId, long after) throws InterruptedException {
        events = new SessionEvents(client, session.id(), after, event -> {
                    if (turn.reaches(turnId, event)) {
                        seen(event);
                    }
                })
                .executing(claim.executor());
        events.catchUp();
    }

    private TurnBoundary begin(JournalEntry.Asked asked) throws InterruptedException {
        if (ending.wanted()) {
            return endedHere();
        }
        try {
            var prompt = new TurnRequest.Prompt(asked.prompt());
            return sent(prompt, asked.requestKey());
        } catch (RefusedException e) {
            claim.journal().write(new JournalEntry.Withdrawn(asked.requestKey()));
            throw e;
        }
    }

    private TurnOutcome finish(TurnBoundary reached) throws InterruptedException {
        var boundary = reached;
        while (late(boundary) || boundary instanceof AgentEvent.TurnRequiresAction) {
            boundary = late(boundary) ? follow() : act();
        }
        var outcome = turn.outcome(session.id().value(), boundary);
        screen.turnEnded(outcome);
        checkpoints.turnEnded();
        inProgress = null;
        turn.end();
        withdraw();
        claim.journal().write(new JournalEntry.TurnEnded(outcome.turnId(), events.applied()));
        claim.folder().forgetCalls();
        return outcome;
    }

    /// A prompt that has not become a turn when it was cancelled is not to be sent again.
    private void withdraw() {
        var asked = claim.journal().asked();
        if (asked != null && ending.wanted()) {
            claim.journal().write(new JournalEntry.Withdrawn(asked.requestKey()));
        }
    }

    /// Whether it is said of a turn that has ended here before, after a cancel.
    private boolean late(TurnBoundary boundary) {
        return isOver(boundary.turnId());
    }

    private boolean isOver(String turnId) {
        return ending.of(turnId) && !turnId.equals(inProgress);
    }

    private TurnBoundary act() throws InterruptedException {
        if (!ending.wanted()) {
            var results = run(turn.open());
            if (!ending.wanted()) {
                return results == null ? follow() : answer(Batch.first(results));
            }
        }
        return answerCancelled();
    }

    /// An agent that heard of the cancel has ended the turn meanwhile; one that has not is told of each call that it
    /// was
    /// cancelled, until its time is up.
    private TurnBoundary answerCancelled() throws InterruptedException {
        var results = executor.cancelled(turn.open());
        ending.awaitAsked();
        if (ending.overdue()) {
            return endedHere();
        }
        var ended = reading(this::caughtUp);
        if (ended != null) {
            return ended;
        }
        Thread.sleep(BETWEEN_REFUSALS);
        return results.isEmpty() ? follow() : answer(Batch.first(results));
    }

    /// @return null when the turn has not ended, as far as the agent says
    private @Nullable TurnBoundary caughtUp() throws InterruptedException {
        events.catchUp();
        var boundary = turn.boundary();
        return boundary instanceof AgentEvent.TurnRequiresAction ? null : boundary;
    }

    private TurnBoundary endedHere() {
        if (ending.overdue()) {
            screen.notice("The agent has not confirmed the cancel; the turn has ended here");
        }
        return new AgentEvent.TurnCancelled(turn.id(), "user");
    }

    private TurnBoundary sent(TurnRequest request, String key) throws InterruptedException {
        return Objects.requireNonNull(reading(() -> events.send(request, key, claim.executor())));
    }

    private TurnBoundary follow() throws InterruptedException {
        return Objects.requireNonNull(reading(events::follow));
    }

    /// Waits for the agent, but after a cancel only as long as it has time to confirm it.
    private @Nullable TurnBoundary reading(Callable<@Nullable TurnBoundary> answer) throws InterruptedException {
        var reading = new FutureTask<@Nullable TurnBoundary>(answer);
        var thread = Thread.ofVirtual().name("reading").start(reading);
        ending.limits(reading);
        try {
            return reading.get();
        } catch (CancellationException e) {
            return endedHere();
        } catch (ExecutionException e) {
            if (ending.wanted() && e.getCause() instanceof RefusedException) {
                return endedHere();
            }
            throw ToolExecutor.rethrown(e);
        } finally {
            reading.cancel(true);
            thread.join(LETTING_GO);
        }
    }

    private TurnBoundary answer(List<ToolResult> results) throws InterruptedException {
        var request = TurnRequest.Continuation.of(session.id().value(), turn.id(), events.applied(), results);
        try {
            var boundary = sent(request, "");
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
        ending.stops(running);
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

    /// Whether it would move on a turn that has ended here before.
    private boolean isLate(AgentEvent event) {
        return switch (event) {
            case AgentEvent.ToolCallRequested wish -> isOver(wish.turnId());
            case TurnBoundary boundary -> isOver(boundary.turnId());
            default -> false;
        };
    }

    private void seen(LoggedEvent logged) {
        if (isLate(logged.event())) {
            return;
        }
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
        inProgress = turnId;
        checkpoints.turnBegan(session.id().value(), turnId);
        var known = claim.journal().turn();
        if (known == null || !known.turnId().equals(turnId)) {
            claim.journal().write(new JournalEntry.TurnBegan(turnId, seq));
        }
        if (ending.wanted()) {
            ending.want(turnId);
            claim.journal().write(new JournalEntry.Cancelled(turnId));
            Thread.ofVirtual().start(() -> {
                try {
                    cancelThere(turnId);
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
