package dev.coder.agent.model;

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
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/// A provider on loopback that answers with recorded bytes, split, cut or held back as a test wants it.
final class RecordedProvider implements AutoCloseable {

    /// @param head the request line and the headers, in lower case
    record Asked(String head, String body) {}

    /// Writes the body of an answer; what it does not write is missing.
    @FunctionalInterface
    interface Script {
        void write(Answer answer) throws IOException, InterruptedException;
    }

    /// One answer on its way, in chunked encoding.
    static final class Answer {
        private final OutputStream out;
        private final InputStream in;

        private Answer(OutputStream out, InputStream in) {
            this.out = out;
            this.in = in;
        }

        void head(int status, String... headers) throws IOException {
            var head = "HTTP/1.1 " + status + " Status\r\ntransfer-encoding: chunked\r\n" + String.join("\r\n", headers)
                    + (headers.length == 0 ? "" : "\r\n") + "\r\n";
            out.write(head.getBytes(StandardCharsets.UTF_8));
        }

        void chunk(byte[] bytes) throws IOException {
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        void end() throws IOException {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /// Blocks until the client closes the connection.
        void awaitClose() throws IOException {
            while (in.read() >= 0) {}
        }
    }

    private final ServerSocket server;
    private final Script script;
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    RecordedProvider(Script script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// Answers with this stream, whole.
    static RecordedProvider streaming(String body) {
        return streaming(List.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    static RecordedProvider streaming(List<byte[]> pieces) {
        return new RecordedProvider(answer -> {
            answer.head(200, "content-type: text/event-stream");
            for (var piece : pieces) {
                answer.chunk(piece);
            }
            answer.end();
        });
    }

    static RecordedProvider refusing(int status, String body, String... headers) {
        return new RecordedProvider(answer -> {
            answer.head(status, headers);
            answer.chunk(body.getBytes(StandardCharsets.UTF_8));
            answer.end();
        });
    }

    String base() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    Endpoint endpoint(String path, Map<String, String> headers) {
        return new Endpoint("Testing", URI.create(base() + path), headers, "TEST_KEY", Duration.ofSeconds(20));
    }

    Endpoint endpoint() {
        return endpoint("", Map.of());
    }

    Asked asked() throws InterruptedException {
        return asked.take();
    }

    boolean wasAsked() {
        return !asked.isEmpty();
    }

    /// Open until the client closed the connection that the script waits on.
    CountDownLatch closed() {
        return closed;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (true) {
                var head = head(socket.getInputStream());
                if (head.isEmpty()) {
                    return;
                }
                var body = socket.getInputStream().readNBytes(length(head));
                asked.add(new Asked(head, new String(body, StandardCharsets.UTF_8)));
                script.write(new Answer(socket.getOutputStream(), socket.getInputStream()));
            }
        } catch (IOException | InterruptedException _) {
            // the client has had enough
        } finally {
            closed.countDown();
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            var b = in.read();
            if (b < 0) {
                return "";
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
