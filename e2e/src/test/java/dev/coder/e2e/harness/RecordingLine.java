package dev.coder.e2e.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A TCP line between CLI and agent that keeps every byte that the CLI sends.
public final class RecordingLine implements AutoCloseable {

    private final ServerSocket listener;
    private final URI target;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private RecordingLine(ServerSocket listener, URI target) {
        this.listener = listener;
        this.target = target;
    }

    public static RecordingLine to(URI target) {
        try {
            var line = new RecordingLine(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().start(line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /// All that the CLI has sent so far, headers included.
    public String sent() {
        synchronized (sent) {
            return sent.toString(StandardCharsets.UTF_8);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var here = listener.accept();
                var there = new Socket(target.getHost(), target.getPort());
                Thread.ofVirtual().start(() -> copy(here, there, true));
                Thread.ofVirtual().start(() -> copy(there, here, false));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void copy(Socket from, Socket to, boolean keep) {
        try (from;
                to) {
            copy(from.getInputStream(), to.getOutputStream(), keep);
        } catch (IOException e) {
            // One of the two has hung up, and so does the other.
        }
    }

    private void copy(InputStream in, OutputStream out, boolean keep) throws IOException {
        var buffer = new byte[8192];
        for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (keep) {
                synchronized (sent) {
                    sent.write(buffer, 0, count);
                }
            }
            out.write(buffer, 0, count);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
