package dev.coder.agent.session;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A new session that begins with what another one's log says, up to the end of a turn. Its events get numbers of their
/// own; what is about the other session alone (who executes it, that it was suspended) is left out, and so are
/// messages whose turn had not begun.
///
/// @param sessionId  of the new session
/// @param executorId the client that executes the new session's calls
/// @param turnId     the last turn that is copied; null means all
public record SessionCopy(
        String sessionId, String executorId, @Nullable String turnId) {

    private static final String FORKED = " (fork)";

    long store(Handle handle, SessionRow source, long now) {
        var row = row(source, now);
        var events = new ArrayList<AgentEvent>();
        events.add(new AgentEvent.SessionCreated(new SessionId(sessionId), source.model(), source.toolsRef()));
        events.addAll(copied(handle, source.id()));
        events.add(new AgentEvent.SessionUpdated(title(source), source.model(), null, null));
        return new NewSession(handle, now).store(row, events);
    }

    private SessionRow row(SessionRow source, long now) {
        return new SessionRow(
                sessionId,
                source.owner(),
                source.firstWorkspace(),
                null,
                source.model(),
                source.limits(),
                source.toolsRef(),
                SessionRow.Status.IDLE,
                null,
                executorId,
                1,
                0,
                1,
                now,
                now,
                null,
                source.firstWorkspace());
    }

    private List<AgentEvent> copied(Handle handle, String sourceId) {
        var events = new ArrayList<AgentEvent>();
        for (var event : events(handle, sourceId)) {
            if (isShared(event)) {
                events.add(event);
            }
            if (event instanceof AgentEvent.TurnBoundary end
                    && !(end instanceof AgentEvent.TurnRequiresAction)
                    && end.turnId().equals(turnId)) {
                break;
            }
        }
        var begun = begun(events);
        events.removeIf(event -> event instanceof AgentEvent.MessageQueued queued && !begun.contains(queued.turnId()));
        return events;
    }

    private static List<AgentEvent> events(Handle handle, String sourceId) {
        return handle.createQuery("select payload from session_event where session_id = :id order by seq")
                .bind("id", sourceId)
                .mapTo(String.class)
                .map(json -> ProtocolJson.readEvent(json).event())
                .list();
    }

    private static boolean isShared(AgentEvent event) {
        return !(event instanceof AgentEvent.SessionCreated
                || event instanceof AgentEvent.ExecutorChanged
                || event instanceof AgentEvent.SessionSuspended
                || event instanceof AgentEvent.SessionClosed
                || event instanceof AgentEvent.Unknown);
    }

    private static Set<String> begun(List<AgentEvent> events) {
        var turns = new HashSet<String>();
        for (var event : events) {
            if (event instanceof AgentEvent.TurnStarted started) {
                turns.add(started.turnId());
            }
        }
        return turns;
    }

    private static String title(SessionRow source) {
        var title = source.title() == null || source.title().isBlank() ? "Session" : source.title();
        return title.endsWith(FORKED) ? title : title + FORKED;
    }
}
