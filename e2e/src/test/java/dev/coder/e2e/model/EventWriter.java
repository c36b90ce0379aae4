package dev.coder.e2e.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes server-sent events, up to a given number of them; then the connection breaks.
final class EventWriter {

    private final OutputStream out;
    private int left;

    EventWriter(OutputStream out, int limit) {
        this.out = out;
        this.left = limit;
    }

    void event(JsonNode data) throws IOException {
        write("data: " + data + "\n\n");
    }

    /// An event with its type as its name, too.
    void named(JsonNode data) throws IOException {
        write("event: " + data.path("type").textValue() + "\ndata: " + data + "\n\n");
    }

    void raw(String data) throws IOException {
        write("data: " + data + "\n\n");
    }

    private void write(String event) throws IOException {
        if (left-- <= 0) {
            throw new IOException("cut as told");
        }
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
