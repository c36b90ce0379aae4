package dev.coder.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// A TCP proxy between CLI and agent that breaks the connection once, where a test wants it, and can lead to another
/// agent from one moment to the next.
public final class CuttingProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final AtomicReference<URI> target;
    private final LineMeter meter = new LineMeter();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private CuttingProxy(ServerSocket listener, URI target) {
        this.listener = listener;
        this.target = new AtomicReference<>(target);
    }

    public static CuttingProxy to(URI target) {
        try {
            var proxy = new CuttingProxy(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /// Starts counting from zero, and breaks there.
    public void arm(Cut where) {
        meter.arm(where);
    }

    /// Whether the armed cut has happened.
    public boolean hasCut() {
        return meter.hasCut();
    }

    /// Server-sent events that went through since [#arm].
    public long events() {
        return meter.events();
    }

    public long answeredBytes() {
        return meter.answered();
    }

    public long requestedBytes() {
        return meter.requested();
    }

    /// Connections from here on lead there; those that are open break.
    public void retarget(URI other) {
        target.set(other);
        open.forEach(CuttingProxy::reset);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(CuttingProxy::reset);
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException e) {
            // closed: nobody connects any more
        }
    }

    private void connect(Socket client) {
        try (client;
                var agent = new Socket(target.get().getHost(), target.get().getPort())) {
            open.add(client);
            open.add(agent);
            var requests =
                    Thread.ofVirtual().start(() -> pump(client, agent, (_, length) -> meter.passRequest(length)));
            var position = new LineMeter.Position();
            pump(agent, client, (bytes, length) -> meter.passAnswer(bytes, length, position));
            requests.join();
            open.remove(agent);
            open.remove(client);
        } catch (IOException e) {
            reset(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many of these bytes may pass; fewer than all means that the line breaks then.
    private interface Gate {
        int pass(byte[] bytes, int length);
    }

    private static void pump(Socket from, Socket to, Gate gate) {
        var buffer = new byte[16 * 1024];
        try {
            from.setTcpNoDelay(true);
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int passing = gate.pass(buffer, read);
                out.write(buffer, 0, passing);
                if (passing < read) {
                    throw new IOException("cut as told");
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            reset(from);
            reset(to);
        }
    }

    /// An RST instead of an orderly end.
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is gone already
        }
    }
}
