package dev.coder.server;

import dev.coder.agent.session.SessionStream;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Writes events to a client, each at once.
abstract sealed class EventWriter implements SessionStream.Sink {

    private final OutputStream out;

    private EventWriter(OutputStream out) {
        this.out = out;
    }

    /// The event in one line. A model may write the parameters of a call over several: between the tokens of JSON a
    /// line feed means no more than a space, and within a string it cannot stand.
    static String oneLine(LoggedEvent logged) {
        return ProtocolJson.writeEvent(logged).replace('\n', ' ').replace('\r', ' ');
    }

    final void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `text/event-stream` (WHATWG HTML, 9.2). Only durable events carry an `id`, so that a reconnect resumes
    /// exactly.
    static final class ServerSentEvents extends EventWriter {

        ServerSentEvents(OutputStream out) {
            super(out);
        }

        @Override
        public void event(LoggedEvent logged) {
            var json = oneLine(logged);
            var id = logged.seq() == 0 ? "" : "id: " + logged.seq() + "\n";
            write(id + "event: " + ProtocolJson.typeIn(json) + "\ndata: " + json + "\n\n");
        }

        @Override
        public void heartbeat() {
            write(":\n\n");
        }
    }

    /// `application/jsonl`: the same objects, one a line.
    static final class JsonLines extends EventWriter {

        JsonLines(OutputStream out) {
            super(out);
        }

        @Override
        public void event(LoggedEvent logged) {
            write(oneLine(logged) + "\n");
        }

        @Override
        public void heartbeat() {
            event(LoggedEvent.live(new AgentEvent.Ping()));
        }
    }
}
