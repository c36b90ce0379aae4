package dev.coder.cli.remote;

import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionId;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// One open stream of events. Used by one thread, except [#close], which any thread may call to end the waiting.
public final class EventStream implements AutoCloseable {

    private final InputStream body;
    private final SseReader reader;
    private final AgentNames names;
    private final SessionId session;

    /// @param session that its events must be of
    EventStream(InputStream body, AgentNames names, SessionId session) {
        this.body = body;
        this.names = names;
        this.session = session;
        this.reader = new SseReader(body);
    }

    /// The next event; null at the end of the stream. Blocks.
    ///
    /// @throws IOException      when the connection broke or was silent for too long
    /// @throws RefusedException when it is about another session, or a name in it has not the form of its kind
    public @Nullable LoggedEvent next() throws IOException {
        var data = reader.next();
        try {
            return data == null ? null : names.checked(session, ProtocolJson.readEvent(data));
        } catch (MalformedJsonException e) {
            if (e.isAboutAName()) {
                throw names.answeredWith(String.valueOf(e.getMessage()));
            }
            throw new IOException("the agent sent what is no event", e);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // A connection that cannot even be closed is gone, which is what was wanted.
        }
    }
}
