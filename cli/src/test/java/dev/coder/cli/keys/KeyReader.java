package dev.coder.cli.keys;

import com.sun.net.httpserver.HttpServer;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers.Capabilities;
import dev.coder.protocol.SessionAnswers.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An agent that writes down every key that it is sent. It accepts one, or leads elsewhere.
final class KeyReader implements AutoCloseable {

    private static final Capabilities CAPABILITIES = new Capabilities(
            "coder-agent", "1", List.of(), List.of(), null, new Limits(1, 1, 1, 1, 1, 1), List.of(), null);

    private final HttpServer server;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    private KeyReader(HttpServer server) {
        this.server = server;
    }

    /// @param accepted the key that it wants
    static KeyReader accepting(String accepted) {
        var reader = open();
        reader.server.createContext("/v1/capabilities", exchange -> {
            var key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            reader.seen.add(key);
            var body = ProtocolJson.write(CAPABILITIES).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(key.equals("Bearer " + accepted) ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        return reader;
    }

    /// @param elsewhere where it sends everybody to
    static KeyReader leadingTo(URI elsewhere) {
        var reader = open();
        reader.server.createContext("/", exchange -> {
            reader.seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.getResponseHeaders()
                    .set("Location", elsewhere + exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        return reader;
    }

    private static KeyReader open() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            return new KeyReader(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// What stood in the header of each request.
    List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
