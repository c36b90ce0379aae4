package dev.coder.cli.remote;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.CallId;
import dev.coder.protocol.ClientId;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.NotAnIdException;
import dev.coder.protocol.Problem;
import dev.coder.protocol.SessionAnswers;
import dev.coder.protocol.SessionId;
import dev.coder.protocol.TurnId;
import org.jspecify.annotations.Nullable;

/// Looks at the names in what an agent says, before anything is done with it: they become folders, lines of the
/// journal,
/// of commits and of suggested commands, and parts of addresses and headers. What is about another session than the one
/// that was asked for is refused, too.
final class AgentNames {

    private final Endpoint agent;

    AgentNames(Endpoint agent) {
        this.agent = agent;
    }

    /// @throws RefusedException when it is about another session, or a name in it has not the form of its kind
    SessionAnswers.SessionState checked(SessionId asked, SessionAnswers.SessionState state) {
        requireSame(asked, state.sessionId());
        return checked(state);
    }

    /// @throws RefusedException when a name in it has not the form of its kind
    SessionAnswers.SessionState checked(SessionAnswers.SessionState state) {
        return checked(state, () -> {
            turn(state.turnId());
            state.pending().forEach(call -> call(call.id()));
            client(state.executor());
        });
    }

    SessionAnswers.SessionList checked(SessionAnswers.SessionList list) {
        list.sessions().forEach(this::checked);
        return list;
    }

    SessionAnswers.Created checked(SessionAnswers.Created created) {
        return checked(created, () -> client(created.executor()));
    }

    SessionAnswers.Executor checked(SessionAnswers.Executor executor) {
        return checked(executor, () -> client(executor));
    }

    LoggedEvent checked(SessionId asked, LoggedEvent logged) {
        if (logged.event() instanceof AgentEvent.SessionCreated created) {
            requireSame(asked, created.sessionId());
        }
        return checked(logged, () -> names(logged.event()));
    }

    private static void names(AgentEvent event) {
        switch (event) {
            case AgentEvent.ExecutorChanged changed -> client(changed.clientId());
            case AgentEvent.TurnStarted started -> turn(started.turnId());
            case AgentEvent.UserMessage message -> turn(message.turnId());
            case AgentEvent.MessageQueued queued -> turn(queued.turnId());
            case AgentEvent.SteerAccepted steer -> turn(steer.turnId());
            case AgentEvent.ModelCallStarted started -> turn(started.turnId());
            case AgentEvent.ModelCallDiscarded discarded -> turn(discarded.turnId());
            case AgentEvent.ModelCallCompleted completed -> turn(completed.turnId());
            case AgentEvent.CompactionStarted started -> turn(started.turnId());
            case AgentEvent.ContextCompacted compacted -> turn(compacted.turnId());
            case AgentEvent.ToolCallRequested wish -> {
                turn(wish.turnId());
                call(wish.id());
            }
            case AgentEvent.ToolResultRecorded recorded -> {
                turn(recorded.turnId());
                call(recorded.toolResult().id());
            }
            case AgentEvent.TurnRequiresAction waiting -> {
                turn(waiting.turnId());
                waiting.pending().forEach(pending -> call(pending.id()));
            }
            case AgentEvent.TurnBoundary ended -> turn(ended.turnId());
            case AgentEvent.SessionCreated _,
                    AgentEvent.SessionUpdated _,
                    AgentEvent.ToolsChanged _,
                    AgentEvent.SessionSuspended _,
                    AgentEvent.SessionClosed _,
                    AgentEvent.ReasoningCompleted _,
                    AgentEvent.MessageCompleted _,
                    AgentEvent.LiveOnly _,
                    AgentEvent.Unknown _ -> {} // no name in them leads anywhere
        }
    }

    private static void turn(@Nullable String id) {
        if (id != null) {
            var _ = new TurnId(id);
        }
    }

    private static void call(String id) {
        var _ = new CallId(id);
    }

    private static void client(SessionAnswers.Executor executor) {
        client(executor.clientId());
    }

    private static void client(@Nullable String id) {
        if (id != null) {
            var _ = new ClientId(id);
        }
    }

    private void requireSame(SessionId asked, SessionId answered) {
        if (!asked.equals(answered)) {
            throw refused("answered about the session " + answered + " when asked about " + asked);
        }
    }

    private <T> T checked(T answer, Runnable names) {
        try {
            names.run();
            return answer;
        } catch (NotAnIdException e) {
            throw answeredWith(String.valueOf(e.getMessage()));
        } catch (NullPointerException e) {
            throw answeredWith("something that has no name");
        }
    }

    /// @param what came, and what it is not
    RefusedException answeredWith(String what) {
        return refused("answered with " + what);
    }

    private RefusedException refused(String what) {
        return new RefusedException(Problem.of(
                "not-an-agent", 404, "The agent at " + agent + " " + what, "nothing was done; check --agent-url"));
    }
}
