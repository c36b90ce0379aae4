package dev.coder.cli.setup;

import dev.coder.cli.remote.Network;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import io.avaje.jsonb.Json;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Ollama says of itself, where its variable says that it is or on its usual port of this machine.
///
/// @param isRunning whether it answers
/// @param models    that it has and that can talk, without `ollama/` before them
record Ollama(boolean isRunning, List<String> models) {

    private static final Ollama NONE = new Ollama(false, List.of());
    private static final int PATIENCE_MILLIS = 250;
    private static final int MOST_BYTES = 1 << 20;
    private static final int PORT = 11434;

    @Json
    record Tags(@Nullable List<Tag> models) {}

    @Json
    record Tag(String name) {}

    static Ollama look(Map<String, String> environment) {
        try {
            var address = address(environment.getOrDefault("OLLAMA_HOST", "").strip());
            if (!List.of("http", "https").contains(address.getScheme())) {
                return NONE;
            }
            var connection = Network.PLAIN.open(address.resolve("/api/tags"));
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS * 4);
            connection.setInstanceFollowRedirects(false);
            try (var body = connection.getInputStream()) {
                return of(ProtocolJson.read(Tags.class, body.readNBytes(MOST_BYTES)));
            }
        } catch (IOException | IllegalArgumentException | MalformedJsonException e) {
            return NONE;
        }
    }

    private static Ollama of(Tags tags) {
        var all = tags.models() == null ? List.<Tag>of() : tags.models();
        return new Ollama(
                true,
                all.stream()
                        .map(Tag::name)
                        .filter(name -> !name.contains("embed"))
                        .toList());
    }

    /// `host`, `:port`, `host:port` or a URL, as Ollama has it; the address to listen on everywhere is this machine.
    private static URI address(String said) {
        var noHost = said.isEmpty() || said.startsWith(":");
        var uri = URI.create(said.contains("://") ? said : "http://" + (noHost ? "127.0.0.1" : "") + said);
        var host = "0.0.0.0".equals(uri.getHost()) ? "127.0.0.1" : uri.getHost();
        var hasPort = uri.getPort() >= 0 || "https".equals(uri.getScheme());
        return URI.create(uri.getScheme() + "://" + host + portOf(hasPort ? uri.getPort() : PORT));
    }

    private static String portOf(int port) {
        return port < 0 ? "" : ":" + port;
    }
}
