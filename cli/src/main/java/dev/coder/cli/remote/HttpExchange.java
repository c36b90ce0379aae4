package dev.coder.cli.remote;

import dev.coder.protocol.JsonStrings;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.Problem;
import dev.coder.protocol.ProtocolJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// One attempt at one request, over `HttpURLConnection`: it starts ten times faster than `java.net.http`.
///
/// This is the one place where anything leaves for the agent.
final class HttpExchange {

    static final String PROTOCOL_VERSION = "2026-11-01";
    /// The agent sends a heartbeat every 15 s.
    static final Duration SILENCE = Duration.ofSeconds(45);
    static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int GZIP_FROM = 1024;

    private final Network network;
    private final String version;
    private final Duration connect;
    private final Duration silence;
    private final Gate gate;

    /// @param connect how long a connection may take
    /// @param silence how long the agent may say nothing
    /// @param gate    what every string passes before it leaves
    HttpExchange(Network network, String version, Duration connect, Duration silence, Gate gate) {
        this.network = network;
        this.version = version;
        this.connect = connect;
        this.silence = silence;
        this.gate = gate;
    }

    /// The answer's body.
    ///
    /// @throws IOException      when there is no answer, or one that says "later": the request may be sent again
    /// @throws RefusedException when the agent says no
    InputStream send(Endpoint endpoint, HttpRequest request) throws IOException, InterruptedException {
        try {
            return answer(endpoint, request);
        } catch (BusyException e) {
            throw e;
        } catch (IOException e) {
            throw network.explained(endpoint.base(), e);
        }
    }

    private InputStream answer(Endpoint endpoint, HttpRequest request) throws IOException, InterruptedException {
        if (request.method().equals("PATCH")) {
            return sendPatch(endpoint, request);
        }
        var body = clean(request.body());
        var heard = heard(endpoint, request, body);
        try {
            return answered(sent(endpoint, request, body), heard);
        } catch (IOException e) {
            heard.broken(e);
            throw e;
        }
    }

    private WireTap.Answering heard(Endpoint endpoint, HttpRequest request, String body) {
        return gate.tap()
                .sent(
                        request.method() + " " + endpoint.resolve(request.path()),
                        said(request).headers(),
                        body);
    }

    /// @param body clean
    HttpURLConnection sent(Endpoint endpoint, HttpRequest request, String body) throws IOException {
        var connection = network.open(endpoint.resolve(request.path()));
        connection.setRequestMethod(request.method());
        connection.setConnectTimeout((int) connect.toMillis());
        connection.setReadTimeout((int) silence.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        headers(endpoint, request).forEach(connection::setRequestProperty);
        if (request.body() != null) {
            writeBody(connection, endpoint, body.getBytes(StandardCharsets.UTF_8));
        }
        return connection;
    }

    /// Nothing is sent when the gate fails.
    private String clean(@Nullable Object body) {
        return body == null ? "" : JsonStrings.map(ProtocolJson.write(body), gate.clean()::apply);
    }

    /// A text for an address, which passes the gate like a body.
    String hidden(String text) {
        return gate.clean().apply(text);
    }

    private Map<String, String> headers(Endpoint endpoint, HttpRequest request) {
        var all = said(request);
        return (endpoint.key() == null ? all : all.with("Authorization", "Bearer " + endpoint.key())).headers();
    }

    /// All but the key.
    private HttpRequest said(HttpRequest request) {
        return request.with("Agent-Protocol-Version", PROTOCOL_VERSION).with("User-Agent", "coder/" + version);
    }

    private static void writeBody(HttpURLConnection connection, Endpoint endpoint, byte[] body) throws IOException {
        connection.setDoOutput(true);
        var zipped = body.length > GZIP_FROM && !endpoint.loopback();
        if (zipped) {
            connection.setRequestProperty("Content-Encoding", "gzip");
        }
        try (var out = connection.getOutputStream()) {
            out.write(zipped ? gzip(body) : body);
        }
    }

    private static byte[] gzip(byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream(body.length / 4);
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        }
        return bytes.toByteArray();
    }

    static InputStream answered(HttpURLConnection connection, WireTap.Answering heard) throws IOException {
        var status = connection.getResponseCode();
        if (status / 100 == 2) {
            return heard.answered(status, connection.getInputStream());
        }
        var said = connection.getErrorStream();
        try (var error = heard.answered(status, said == null ? InputStream.nullInputStream() : said)) {
            var retryAfter = retryAfter(connection.getHeaderField("Retry-After"));
            throw refusal(status, error.readAllBytes(), retryAfter);
        }
    }

    /// `HttpURLConnection` knows no PATCH; the slower client is good enough for so rare a request.
    private InputStream sendPatch(Endpoint endpoint, HttpRequest request) throws IOException, InterruptedException {
        var body = clean(request.body());
        var heard = heard(endpoint, request, body);
        var builder = java.net.http.HttpRequest.newBuilder(endpoint.resolve(request.path()))
                .timeout(silence)
                .method("PATCH", java.net.http.HttpRequest.BodyPublishers.ofString(body));
        headers(endpoint, request).forEach(builder::setHeader);
        try (var client = network.client(endpoint.base())
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connect)
                .build()) {
            var answer = client.send(builder.build(), BodyHandlers.ofByteArray());
            var said = heard.answered(answer.statusCode(), new ByteArrayInputStream(answer.body()));
            if (answer.statusCode() / 100 == 2) {
                return said;
            }
            throw refusal(
                    answer.statusCode(),
                    said.readAllBytes(),
                    retryAfter(answer.headers().firstValue("Retry-After").orElse(null)));
        }
    }

    private static Duration retryAfter(@Nullable String seconds) {
        return seconds != null && seconds.matches("\\d{1,4}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ZERO;
    }

    private static RefusedException refusal(int status, byte[] body, Duration retryAfter) throws BusyException {
        var problem = problem(status, body);
        var later = status == 502
                || status == 503
                || status == 504
                || (status == 429 && problem.retryable())
                || problem.name().equals("idempotency-in-progress");
        if (later) {
            throw new BusyException(problem.title(), retryAfter);
        }
        return new RefusedException(problem);
    }

    private static Problem problem(int status, byte[] body) {
        try {
            return ProtocolJson.read(Problem.class, body);
        } catch (MalformedJsonException e) {
            return Problem.of("http-" + status, status, unexplained(status), null);
        }
    }

    private static String unexplained(int status) {
        return switch (status) {
            case 401 -> "The agent does not accept the key; store another: coder auth login, or set CODER_API_KEY";
            case 403 -> "The agent forbids this request";
            case 404 -> "There is no Coder agent at this address (HTTP 404); check --agent-url";
            case 407 -> "The proxy does not accept user and password; write them into HTTP_PROXY";
            case 413 -> "The request is larger than the agent accepts";
            default -> "The agent answered HTTP " + status + " without saying why; check --agent-url";
        };
    }
}
