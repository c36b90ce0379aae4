package dev.coder.agent.session;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ProtocolJson;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Writes events into the log within a transaction that holds the lock of the session's row.
final class Appender {

    private final Handle handle;
    private final String sessionId;
    private final long now;

    Appender(Handle handle, String sessionId, long now) {
        this.handle = handle;
        this.sessionId = sessionId;
        this.now = now;
    }

    /// @param firstSeq the `seq` of the first of them
    List<LoggedEvent> append(long firstSeq, List<AgentEvent> events) {
        var logged = new ArrayList<LoggedEvent>(events.size());
        for (var event : events) {
            logged.add(new LoggedEvent(firstSeq + logged.size(), event));
        }
        var batch = handle.prepareBatch("insert into session_event (session_id, seq, payload, at) values (?, ?, ?, ?)");
        logged.forEach(event -> batch.bind(0, sessionId)
                .bind(1, event.seq())
                .bind(2, ProtocolJson.writeEvent(event))
                .bind(3, now)
                .add());
        batch.execute();
        var projection = new Projection(handle, sessionId);
        logged.forEach(projection::apply);
        return logged;
    }
}
