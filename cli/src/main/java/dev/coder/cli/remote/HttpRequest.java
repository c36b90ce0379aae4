package dev.coder.cli.remote;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request before it is sent; it may be sent any number of times.
///
/// @param path from the agent's base on, with the query
/// @param body a record of the protocol; null when there is none
record HttpRequest(
        String method,
        String path,
        Map<String, String> headers,
        @Nullable Object body) {

    HttpRequest(String method, String path, String accept) {
        this(method, path, Map.of("Accept", accept), null);
    }

    HttpRequest with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpRequest(method, path, more, body);
    }

    HttpRequest body(Object content) {
        return new HttpRequest(method, path, headers, content).with("Content-Type", "application/json");
    }
}
