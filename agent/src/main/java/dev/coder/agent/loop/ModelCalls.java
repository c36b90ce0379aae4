package dev.coder.agent.loop;

import dev.coder.agent.model.ModelException;
import dev.coder.agent.model.ModelListener;
import dev.coder.agent.model.ModelReply;
import dev.coder.agent.model.ModelRequest;
import dev.coder.agent.model.Models;
import dev.coder.agent.model.RetryPolicy;
import dev.coder.agent.model.UnknownModelException;
import dev.coder.agent.session.FencedException;
import dev.coder.agent.session.Ids;
import dev.coder.agent.session.SessionLog;
import dev.coder.agent.session.SessionRow;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Message;
import dev.coder.protocol.Problem;
import dev.coder.protocol.ToolSpec;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Makes model calls and writes down what came of them. While one is under way, its worker looks every second whether
/// the session is still its own: a cancel or a takeover by another process ends the call.
final class ModelCalls {

    /// One call to make.
    ///
    /// @param lastSeq the last event that the conversation holds
    /// @param attempt 1, 2, 3… of the same call
    /// @param kind    what the reply is for
    /// @param shrink  what makes the conversation shorter when the model finds it too long; null when nothing does
    record Call(
            SessionRow session,
            long leaseEpoch,
            long lastSeq,
            String turnId,
            int attempt,
            List<Message> conversation,
            List<ToolSpec> tools,
            Kind kind,
            AgentEvent.@Nullable CompactionStarted shrink) {

        String sessionId() {
            return session.id();
        }
    }

    enum Kind {
        /// It goes on with the turn.
        STEP,
        /// It takes the place of the conversation.
        SUMMARY
    }

    /// What is to be done after a call.
    enum Outcome {
        /// Look at the log again: it was answered, discarded or has failed.
        GO_ON,
        /// Calls wait for the hands. Whoever answers them gives the session its next work item.
        WAIT,
        /// This process drains: the call was discarded, and another process is to make it.
        HAND_OVER
    }

    private static final long LOOK_MS = 1000;
    private static final long NEVER = Long.MAX_VALUE;

    private final SessionLog log;
    private final Models models;
    private final RetryPolicy retry;
    private final SystemPrompt systemPrompt = new SystemPrompt();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentHashMap<String, Future<ModelReply>> underWay = new ConcurrentHashMap<>();
    private volatile long drainDeadline = NEVER;

    ModelCalls(SessionLog log, Models models, RetryPolicy retry) {
        this.log = log;
        this.models = models;
        this.retry = retry;
    }

    Outcome run(Call call) throws InterruptedException {
        if (drainDeadline != NEVER) {
            return Outcome.HAND_OVER;
        }
        var modelCallId = Ids.modelCall();
        if (!begin(call, modelCallId)) {
            return Outcome.GO_ON;
        }
        try {
            var messageId = Ids.message();
            var reply = await(call, start(call, modelCallId, messageId));
            log.append(call.sessionId(), call.leaseEpoch(), new ReplyEvents(call, modelCallId, messageId).of(reply));
            return call.kind() == Kind.SUMMARY || reply.message().calls().isEmpty() ? Outcome.GO_ON : Outcome.WAIT;
        } catch (DrainingException e) {
            discard(call, modelCallId, "The agent is shutting down; it goes on as soon as it is back.", 0L);
            return Outcome.HAND_OVER;
        } catch (UnknownModelException e) {
            fail(call, modelCallId, Problem.of("unknown-model", 422, String.valueOf(e.getMessage()), null));
        } catch (ModelException e) {
            retryOrFail(call, modelCallId, e);
        } finally {
            log.showNoMore(call.sessionId(), modelCallId);
        }
        return Outcome.GO_ON;
    }

    /// @return false when an input came in meanwhile, which the conversation does not hold yet
    private boolean begin(Call call, String modelCallId) {
        var started = new AgentEvent.ModelCallStarted(
                call.turnId(), modelCallId, call.attempt(), call.session().model());
        return log.appendIfLast(call.sessionId(), call.leaseEpoch(), call.lastSeq(), List.of(started));
    }

    private Future<ModelReply> start(Call call, String modelCallId, String messageId) throws UnknownModelException {
        var model = models.find(call.session().model());
        var request = new ModelRequest(
                systemPrompt.of(call.session().firstWorkspace()), call.conversation(), call.tools(), call.sessionId());
        var listener = call.kind() == Kind.SUMMARY
                ? ModelListener.NONE
                : new ModelListener() {
                    @Override
                    public void text(String delta) {
                        log.show(call.sessionId(), new AgentEvent.TextDelta(modelCallId, messageId, delta));
                    }

                    @Override
                    public void reasoning(String delta) {
                        log.show(call.sessionId(), new AgentEvent.ReasoningDelta(modelCallId, delta));
                    }
                };
        return threads.submit(() -> model.reply(request, listener));
    }

    private ModelReply await(Call call, Future<ModelReply> running)
            throws ModelException, InterruptedException, DrainingException {
        underWay.put(call.sessionId(), running);
        try {
            while (true) {
                try {
                    return running.get(LOOK_MS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    requireLease(call);
                    if (System.nanoTime() >= drainDeadline) {
                        throw new DrainingException();
                    }
                }
            }
        } catch (CancellationException e) {
            throw new FencedException(call.sessionId());
        } catch (ExecutionException e) {
            throw modelException(e.getCause());
        } finally {
            running.cancel(true);
            underWay.remove(call.sessionId(), running);
        }
    }

    private static ModelException modelException(@Nullable Throwable cause) {
        return switch (cause) {
            case ModelException e -> e;
            case RuntimeException e -> throw e;
            case null, default -> throw new IllegalStateException(cause);
        };
    }

    private void requireLease(Call call) {
        if (!log.holds(call.sessionId(), call.leaseEpoch())) {
            throw new FencedException(call.sessionId());
        }
    }

    private void retryOrFail(Call call, String modelCallId, ModelException e) throws InterruptedException {
        if (e.kind() == ModelException.Kind.CONTEXT_TOO_LONG && call.shrink() != null) {
            shrink(call, modelCallId, call.shrink());
            return;
        }
        var delay = retry.delay(call.attempt(), e);
        if (delay.isEmpty()) {
            fail(call, modelCallId, problem(e));
            return;
        }
        discard(call, modelCallId, String.valueOf(e.getMessage()), delay.get().toMillis());
        pause(call, delay.get());
    }

    /// Sleeps in small steps, so that a cancelled turn does not wait for its next attempt.
    private void pause(Call call, Duration delay) throws InterruptedException {
        var end = System.nanoTime() + delay.toNanos();
        while (System.nanoTime() < end && drainDeadline == NEVER) {
            Thread.sleep(Math.clamp(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()), 1, LOOK_MS));
            requireLease(call);
        }
    }

    private void discard(Call call, String modelCallId, String reason, Long retryMs) {
        log.append(
                call.sessionId(),
                call.leaseEpoch(),
                List.of(new AgentEvent.ModelCallDiscarded(call.turnId(), modelCallId, reason, retryMs)));
    }

    private void shrink(Call call, String modelCallId, AgentEvent.CompactionStarted compaction) {
        log.append(
                call.sessionId(),
                call.leaseEpoch(),
                List.of(
                        new AgentEvent.ModelCallDiscarded(
                                call.turnId(),
                                modelCallId,
                                "The conversation is too long for the model; it is summed up first.",
                                0L),
                        compaction));
    }

    private void fail(Call call, String modelCallId, Problem problem) {
        log.append(
                call.sessionId(),
                call.leaseEpoch(),
                List.of(
                        new AgentEvent.ModelCallDiscarded(call.turnId(), modelCallId, problem.title(), null),
                        new AgentEvent.TurnFailed(call.turnId(), problem)));
    }

    private static Problem problem(ModelException e) {
        var name = "model-" + e.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(
                Problem.PREFIX + name,
                String.valueOf(e.getMessage()),
                502,
                null,
                null,
                null,
                e.kind().retryable());
    }

    void stop(String sessionId) {
        var running = underWay.get(sessionId);
        if (running != null) {
            running.cancel(true);
        }
    }

    void drain(long graceMs) {
        drainDeadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMs);
    }

    /// This process has no time left for the call.
    private static final class DrainingException extends Exception {
        @Serial
        private static final long serialVersionUID = 1;
    }
}
