package dev.coder.cli.remote;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where an agent answers, and with which key. The key goes to this origin only.
///
/// @param base `http(s)://host:port`, perhaps with a path, without a slash at the end
public record Endpoint(URI base, @Nullable String key) {

    /// Whether requests stay on this machine.
    public boolean loopback() {
        var host = String.valueOf(base.getHost());
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    URI resolve(String path) {
        return URI.create(base + path);
    }

    /// Without the key.
    @Override
    public String toString() {
        return base.toString();
    }
}
