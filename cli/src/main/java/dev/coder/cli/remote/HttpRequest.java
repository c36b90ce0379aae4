package dev.coder.cli.remote;

import dev.coder.protocol.ProtocolJson;
import java.util.LinkedHashMap;
import java.util.Map;

/// A request before it is sent; it may be sent any number of times.
///
/// @param path from the agent's base on, with the query
/// @param body empty when there is none
record HttpRequest(String method, String path, Map<String, String> headers, byte[] body) {

    HttpRequest(String method, String path, String accept) {
        this(method, path, Map.of("Accept", accept), new byte[0]);
    }

    HttpRequest with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpRequest(method, path, more, body);
    }

    HttpRequest body(Object record) {
        return new HttpRequest(method, path, headers, ProtocolJson.writeBytes(record))
                .with("Content-Type", "application/json");
    }
}
