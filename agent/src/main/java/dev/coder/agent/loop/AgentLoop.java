package dev.coder.agent.loop;

import dev.coder.agent.model.FactSheet;
import dev.coder.agent.model.Models;
import dev.coder.agent.model.RetryPolicy;
import dev.coder.agent.session.FencedException;
import dev.coder.agent.session.SessionLog;
import dev.coder.agent.session.SessionRow;
import dev.coder.agent.session.ToolSets;
import dev.coder.agent.session.WorkQueue;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Problem;
import dev.coder.protocol.ToolSpec;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agent's part in a turn: look at the log, do the next thing, write it down, until nothing is left to do but wait.
/// Re-entrant: it holds nothing that the log does not say, so any process may go on where another one stopped.
public final class AgentLoop implements WorkQueue.Worker {

    /// @param maxModelCallsPerTurn where the session says nothing
    public record Settings(int maxModelCallsPerTurn) {}

    private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);
    /// A turn whose worker breaks so often in a row is given up.
    private static final int MAX_FAILURES = 5;
    /// So often a model call is begun again after the process that made it died.
    private static final int MAX_ATTEMPTS = 12;
    private static final int PAGE = 1000;
    /// Of the model's context.
    private static final double FULL = 0.85;

    private final SessionLog log;
    private final ToolSets toolSets;
    private final ModelCalls modelCalls;
    private final FactSheet facts;
    private final Transcripts transcripts = new Transcripts();
    /// Two work items of one session may overlap for a moment; within a process the second waits for the first.
    private final ConcurrentHashMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Settings settings;

    /// @param facts how much the models take in
    public AgentLoop(
            SessionLog log, ToolSets toolSets, Models models, FactSheet facts, RetryPolicy retry, Settings settings) {
        this.log = log;
        this.facts = facts;
        this.toolSets = toolSets;
        this.modelCalls = new ModelCalls(log, models, retry);
        this.settings = settings;
    }

    @Override
    public boolean work(String sessionId, int failures) throws InterruptedException {
        var alone = locks.computeIfAbsent(sessionId, _ -> new ReentrantLock());
        alone.lockInterruptibly();
        try {
            var epoch = log.lease(sessionId);
            if (failures >= MAX_FAILURES) {
                return !giveUp(sessionId, epoch);
            }
            return advance(sessionId, epoch);
        } catch (FencedException e) {
            LOG.debug("{}: {}", sessionId, e.getMessage());
            return true;
        } catch (RuntimeException e) {
            LOG.error("{}: the turn broke and is tried again", sessionId, e);
            throw e;
        } finally {
            if (!alone.hasQueuedThreads()) {
                locks.remove(sessionId, alone);
            }
            alone.unlock();
        }
    }

    /// @return false when this process drains and another one is to go on
    private boolean advance(String sessionId, long epoch) throws InterruptedException {
        var transcript = transcripts.take(sessionId);
        var outcome = ModelCalls.Outcome.GO_ON;
        while (outcome == ModelCalls.Outcome.GO_ON) {
            catchUp(transcript, sessionId);
            outcome = step(sessionId, epoch, transcript);
        }
        transcripts.giveBack(sessionId, transcript);
        return outcome == ModelCalls.Outcome.WAIT;
    }

    private ModelCalls.Outcome step(String sessionId, long epoch, Transcript transcript) throws InterruptedException {
        var row = log.find(sessionId).orElseThrow(() -> new FencedException(sessionId));
        var last = transcript.seq();
        switch (transcript.next(maxModelCalls(row))) {
            case Transcript.Next.CallModel(var turnId, var attempt)
            when attempt > MAX_ATTEMPTS -> log.append(sessionId, epoch, List.of(tooManyAttempts(sessionId, turnId)));
            case Transcript.Next.CallModel(var turnId, var _)
            when isFull(row, transcript) ->
                log.appendIfLast(sessionId, epoch, last, List.of(new AgentEvent.CompactionStarted(turnId, null)));
            case Transcript.Next.CallModel(var turnId, var attempt) -> {
                var call = new ModelCalls.Call(
                        row,
                        epoch,
                        last,
                        turnId,
                        attempt,
                        transcript.request(),
                        tools(row),
                        transcript.compacting() ? ModelCalls.Kind.SUMMARY : ModelCalls.Kind.STEP,
                        shrink(turnId, transcript));
                return modelCalls.run(call);
            }
            case Transcript.Next.Discard(var turnId, var modelCallId) ->
                log.append(sessionId, epoch, List.of(interrupted(turnId, modelCallId)));
            case Transcript.Next.StartQueued(var message) -> log.appendIfLast(sessionId, epoch, last, startOf(message));
            case Transcript.Next.Finish(var turnId, var stopReason, var usage) ->
                log.appendIfLast(
                        sessionId, epoch, last, List.of(new AgentEvent.TurnCompleted(turnId, stopReason, usage)));
            case Transcript.Next.Nothing _ -> {
                return ModelCalls.Outcome.WAIT;
            }
        }
        return ModelCalls.Outcome.GO_ON;
    }

    /// Whether the next call would leave the model too little room for its answer.
    private boolean isFull(SessionRow row, Transcript transcript) {
        var window = facts.of(row.model()).contextTokens();
        var mayShrink = !transcript.compacting() && !transcript.justCompacted();
        return window != null && mayShrink && transcript.tokens() > window * FULL;
    }

    private static AgentEvent.@Nullable CompactionStarted shrink(String turnId, Transcript transcript) {
        return transcript.canShrink() ? new AgentEvent.CompactionStarted(turnId, transcript.instructions()) : null;
    }

    private static AgentEvent interrupted(String turnId, String modelCallId) {
        return new AgentEvent.ModelCallDiscarded(
                turnId, modelCallId, "The agent was interrupted; it asks the model again.", 0L);
    }

    private static List<AgentEvent> startOf(AgentEvent.MessageQueued message) {
        return List.of(
                new AgentEvent.TurnStarted(message.turnId(), message.messageId()),
                new AgentEvent.UserMessage(message.turnId(), message.messageId(), message.content()));
    }

    private void catchUp(Transcript transcript, String sessionId) {
        int read;
        do {
            var page = log.read(sessionId, transcript.seq(), PAGE);
            page.forEach(transcript::apply);
            read = page.size();
        } while (read == PAGE);
    }

    private int maxModelCalls(SessionRow row) {
        return Objects.requireNonNullElse(row.limits().maxModelCallsPerTurn(), settings.maxModelCallsPerTurn());
    }

    private List<ToolSpec> tools(SessionRow row) {
        return row.toolsRef() == null
                ? List.of()
                : toolSets.find(row.toolsRef()).orElseThrow();
    }

    /// Ends the turn. One that waits for the hands has no need of it: a continuation brings work of its own.
    ///
    /// @return whether it did; then a message may be queued behind the turn
    private boolean giveUp(String sessionId, long epoch) {
        var turnId = log.find(sessionId)
                .filter(row -> row.status() == SessionRow.Status.QUEUED || row.status() == SessionRow.Status.RUNNING)
                .map(SessionRow::turnId);
        turnId.ifPresent(id -> log.append(sessionId, epoch, List.of(broken(id))));
        return turnId.isPresent();
    }

    private static AgentEvent broken(String turnId) {
        return new AgentEvent.TurnFailed(
                turnId,
                Problem.of(
                        "internal",
                        500,
                        "The agent failed on this turn " + MAX_FAILURES + " times.",
                        "Its log says why; send the message again to retry."));
    }

    private static AgentEvent tooManyAttempts(String sessionId, String turnId) {
        LOG.error("{}: {} attempts at one model call", sessionId, MAX_ATTEMPTS);
        return new AgentEvent.TurnFailed(
                turnId,
                Problem.of(
                        "model-unreachable",
                        502,
                        "The model gave no complete answer in " + MAX_ATTEMPTS + " attempts.",
                        "Send the message again to retry."));
    }

    /// Stops the model call of a session that is no longer wanted, if it runs in this process.
    public void stop(String sessionId) {
        modelCalls.stop(sessionId);
    }

    /// Lets no model call begin any more; those under way have `graceMs` milliseconds left.
    public void drain(long graceMs) {
        modelCalls.drain(graceMs);
    }
}
