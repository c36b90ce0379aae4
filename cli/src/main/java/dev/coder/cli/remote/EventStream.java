package dev.coder.cli.remote;

import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// One open stream of events. Used by one thread, except [#close], which any thread may call to end the waiting.
public final class EventStream implements AutoCloseable {

    private final InputStream body;
    private final SseReader reader;

    EventStream(InputStream body) {
        this.body = body;
        this.reader = new SseReader(body);
    }

    /// The next event; null at the end of the stream. Blocks.
    ///
    /// @throws IOException when the connection broke or was silent for too long
    public @Nullable LoggedEvent next() throws IOException {
        var data = reader.next();
        try {
            return data == null ? null : ProtocolJson.readEvent(data);
        } catch (MalformedJsonException e) {
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
