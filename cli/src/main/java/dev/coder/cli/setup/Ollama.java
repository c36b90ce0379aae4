package dev.coder.cli.setup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;

/// Whether Ollama answers where its variable says, or on its usual port of this machine.
final class Ollama {

    private static final int PATIENCE_MILLIS = 250;
    private static final int PORT = 11434;

    private Ollama() {}

    static boolean isRunning(Map<String, String> environment) {
        var said = environment.getOrDefault("OLLAMA_HOST", "").strip();
        try (var socket = new Socket()) {
            var uri = URI.create(said.contains("://") ? said : "http://" + (said.isEmpty() ? "127.0.0.1" : said));
            var host = uri.getHost() == null || uri.getHost().equals("0.0.0.0") ? "127.0.0.1" : uri.getHost();
            socket.connect(new InetSocketAddress(host, uri.getPort() < 0 ? PORT : uri.getPort()), PATIENCE_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
