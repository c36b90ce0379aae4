package dev.coder.cli.remote;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A small HTTP proxy that leads every request, tunnelled or not, to one port of this machine.
final class ScriptedProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final int target;
    private final String login;
    private final AtomicInteger refused = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /// @param login `user:password` that it wants; empty for none
    ScriptedProxy(int target, String login) throws IOException {
        this.target = target;
        this.login = login;
        this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /// The first lines of all that was let through.
    List<String> requests() {
        return List.copyOf(requests);
    }

    /// How often it wanted another user or password.
    int refused() {
        return refused.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new BufferedInputStream(client.getInputStream());
            for (var head = head(in); !head.isEmpty(); head = head(in)) {
                if (!mayPass(head)) {
                    refused.incrementAndGet();
                    answer(
                            client.getOutputStream(),
                            "407 Proxy Authentication Required\r\n"
                                    + "Proxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0");
                    continue;
                }
                requests.add(head.lines().findFirst().orElseThrow());
                pass(head, in, client);
                return;
            }
        } catch (IOException e) {
            // The client went away.
        }
    }

    private boolean mayPass(String head) {
        var token = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return login.isEmpty() || head.matches("(?is).*proxy-authorization: basic \\Q" + token + "\\E.*");
    }

    private void pass(String head, InputStream in, Socket client) throws IOException {
        try (var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            if (head.startsWith("CONNECT ")) {
                answer(client.getOutputStream(), "200 Connection established");
            } else {
                server.getOutputStream().write(direct(head).getBytes(StandardCharsets.ISO_8859_1));
            }
            Thread.startVirtualThread(() -> copy(in, server));
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    /// The request as the server itself wants it, on a connection of its own.
    private static String direct(String head) {
        return head.replaceFirst("http://[^/]+", "").replaceFirst("\r\n", "\r\nConnection: close\r\n");
    }

    private static void copy(InputStream in, Socket server) {
        try {
            in.transferTo(server.getOutputStream());
        } catch (IOException e) {
            // One of the two is gone.
        }
    }

    private static void answer(OutputStream out, String status) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        for (var c = in.read(); c >= 0; c = in.read()) {
            head.write(c);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
