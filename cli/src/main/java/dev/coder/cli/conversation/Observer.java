package dev.coder.cli.conversation;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.AgentClient;
import dev.coder.cli.remote.SessionEvents;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;

/// Shows a turn that another CLI executes, to its end. Never runs anything.
public final class Observer {

    private final AgentClient client;
    private final OpenSession session;
    private final Screen screen;
    private final TurnFold turn = new TurnFold();

    public Observer(AgentClient client, OpenSession session, Screen screen) {
        this.client = client;
        this.session = session;
        this.screen = screen;
    }

    /// Returns when the turn has ended.
    public TurnOutcome watch() throws InterruptedException {
        var turnId = session.turnId();
        if (turnId == null) {
            throw new StopException(
                    ExitCode.SESSION,
                    "Another coder executes this session, and nothing is going on in it; take it over with --take-over");
        }
        screen.notice("Another coder executes this session; this one only watches");
        var events = new SessionEvents(client, session.id(), 0, event -> seen(turnId, event));
        events.catchUp();
        var boundary = turn.boundary();
        while (boundary == null || boundary instanceof AgentEvent.TurnRequiresAction) {
            boundary = events.follow();
        }
        var outcome = turn.outcome(session.id().value(), boundary);
        screen.turnEnded(outcome);
        return outcome;
    }

    private void seen(String turnId, LoggedEvent event) {
        if (turn.reaches(turnId, event)) {
            turn.apply(event);
            screen.event(event);
        }
    }
}
