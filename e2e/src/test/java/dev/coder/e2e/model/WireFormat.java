package dev.coder.e2e.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/// How one provider puts a conversation and a streamed reply.
interface WireFormat {

    /// Whether a request to this path and query is in this format.
    boolean serves(String path);

    /// The header that carries the key, with [ScriptedProvider#KEY] in it.
    String keyHeader();

    String keyHeaderValue();

    Conversation read(JsonNode body);

    void write(Reply reply, EventWriter out) throws IOException;
}
