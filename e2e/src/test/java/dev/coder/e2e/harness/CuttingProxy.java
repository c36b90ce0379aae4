package dev.coder.e2e.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// A TCP proxy between CLI and agent that breaks the connection once, where a test wants it. Events and bytes are
/// counted over all connections.
public final class CuttingProxy implements AutoCloseable {

    /// Where the line breaks.
    public sealed interface Cut {

        record Never() implements Cut {}

        /// Right after the server-sent event with this number; 1 is the first.
        record AfterEvent(long number) implements Cut {}

        /// Before this byte of what the agent sends; 0 is the first.
        record InAnswers(long offset) implements Cut {}

        /// Before this byte of what the CLI sends; 0 is the first.
        record InRequests(long offset) implements Cut {}
    }

    private final ServerSocket listener;
    private final AtomicReference<URI> target;
    private final AtomicReference<Cut> cut = new AtomicReference<>(new Cut.Never());
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong requested = new AtomicLong();
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
        events.set(0);
        answered.set(0);
        requested.set(0);
        cut.set(where);
    }

    /// Connections from here on lead there; those that are open break.
    public void retarget(URI other) {
        target.set(other);
        open.forEach(CuttingProxy::reset);
    }

    public long events() {
        return events.get();
    }

    public long answeredBytes() {
        return answered.get();
    }

    public long requestedBytes() {
        return requested.get();
    }

    /// Whether the armed cut has happened.
    public boolean hasCut() {
        return cut.get() instanceof Cut.Never;
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
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        open.add(client);
        try (client;
                var agent = new Socket(target.get().getHost(), target.get().getPort())) {
            open.add(agent);
            client.setTcpNoDelay(true);
            agent.setTcpNoDelay(true);
            var requests = Thread.ofVirtual().start(() -> pump(client, agent, this::passRequest));
            pump(agent, client, this::passAnswer);
            requests.join();
            open.remove(agent);
        } catch (IOException e) {
            reset(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /// How many of these bytes may pass; fewer than all means that the line breaks then.
    private interface Gate {
        int pass(byte[] bytes, int length, InputState state);
    }

    /// What was seen last of one stream.
    private static final class InputState {
        private boolean lineEnded;
    }

    private static void pump(Socket from, Socket to, Gate gate) {
        var buffer = new byte[16 * 1024];
        var state = new InputState();
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int passed = gate.pass(buffer, read, state);
                out.write(buffer, 0, passed);
                out.flush();
                if (passed < read) {
                    reset(from);
                    reset(to);
                    return;
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            reset(from);
            reset(to);
        }
    }

    private int passRequest(byte[] bytes, int length, InputState state) {
        long before = requested.getAndAdd(length);
        if (cut.get() instanceof Cut.InRequests(var offset) && before + length > offset) {
            return disarm() ? (int) Math.max(0, offset - before) : length;
        }
        return length;
    }

    private int passAnswer(byte[] bytes, int length, InputState state) {
        long before = answered.getAndAdd(length);
        int eventEnd = countEvents(bytes, length, state);
        return switch (cut.get()) {
            case Cut.AfterEvent _ when eventEnd >= 0 -> disarm() ? eventEnd : length;
            case Cut.InAnswers(var offset)
            when before + length > offset -> disarm() ? (int) Math.max(0, offset - before) : length;
            case Cut.AfterEvent _, Cut.InAnswers _, Cut.InRequests _, Cut.Never _ -> length;
        };
    }

    /// The end of the event after which to break, or -1. An event ends with an empty line.
    private int countEvents(byte[] bytes, int length, InputState state) {
        int found = -1;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' && state.lineEnded) {
                long number = events.incrementAndGet();
                if (cut.get() instanceof Cut.AfterEvent(var wanted) && number == wanted) {
                    found = i + 1;
                }
                state.lineEnded = false;
            } else {
                state.lineEnded = bytes[i] == '\n';
            }
        }
        return found;
    }

    private boolean disarm() {
        return !(cut.getAndSet(new Cut.Never()) instanceof Cut.Never);
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
