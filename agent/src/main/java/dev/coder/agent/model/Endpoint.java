package dev.coder.agent.model;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a provider answers, and what every request to it carries. Its key goes nowhere else.
///
/// @param provider    what users call it, such as `Anthropic`
/// @param base        paths are appended to it; without a slash at its end
/// @param headers     sent with every request, the key among them
/// @param keyVariable the environment variable that its key is taken from; absent when it needs none
/// @param idle        how long the provider may send nothing at all
record Endpoint(
        String provider,
        URI base,
        Map<String, String> headers,
        @Nullable String keyVariable,
        Duration idle) {

    static final Duration IDLE = Duration.ofMinutes(5);

    Endpoint {
        headers = Map.copyOf(headers);
    }

    URI resolve(String path) {
        return URI.create(base + path);
    }

    Collection<String> secrets() {
        return headers.values().stream()
                .map(value -> value.startsWith("Bearer ") ? value.substring("Bearer ".length()) : value)
                .filter(value -> value.length() >= 8)
                .toList();
    }

    @Override
    public String toString() {
        return provider + " at " + base;
    }
}
