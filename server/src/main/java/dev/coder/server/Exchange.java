package dev.coder.server;

import dev.coder.agent.loop.Turns;
import dev.coder.agent.session.RefusedException;
import dev.coder.agent.session.SessionStream;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.Sha256;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its answer: all that the routes see of the HTTP library.
final class Exchange {

    static final int MAX_BODY = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final ServerRequest request;
    private final ServerResponse response;
    private final String owner;
    private byte @Nullable [] body;
    private boolean streaming;

    Exchange(ServerRequest request, ServerResponse response, String owner) {
        this.request = request;
        this.response = response;
        this.owner = owner;
    }

    /// Whose request this is.
    String owner() {
        return owner;
    }

    String path(String name) {
        return request.path().pathParameters().get(name);
    }

    Optional<String> query(String name) {
        return request.query().first(name).asOptional().filter(value -> !value.isEmpty());
    }

    Optional<Long> queryNumber(String name) {
        return query(name).map(value -> number(name, value));
    }

    Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    Optional<Long> headerNumber(String name) {
        return header(name).map(value -> number(name, value));
    }

    /// The body as JSON, at most [#MAX_BODY] bytes, gzip or plain.
    <T> T body(Class<T> type) {
        try {
            return ProtocolJson.read(type, bytes());
        } catch (MalformedJsonException e) {
            throw RefusedException.of(
                    "malformed-json", 400, "The body is " + e.getMessage() + ".", "See /openapi.json for its form.");
        }
    }

    private byte[] bytes() {
        if (body == null) {
            try (var in = request.content().inputStream()) {
                body = in.readNBytes(MAX_BODY + 1);
            } catch (IOException | UncheckedIOException e) {
                throw RefusedException.of("malformed-body", 400, "The body cannot be read: " + e.getMessage(), null);
            }
        }
        if (body.length > MAX_BODY) {
            throw RefusedException.of(
                    "payload-too-large",
                    413,
                    "The request is larger than " + MAX_BODY + " bytes.",
                    "Send less: fewer images at once, and large text as a file of the project that you name.");
        }
        return body;
    }

    Turns.Hands hands() {
        return new Turns.Hands(
                header("Agent-Client-Id").orElse(null),
                headerNumber("Agent-Executor-Epoch").orElse(null));
    }

    /// The request's own name, by which a repetition is recognised.
    Turns.Once once() {
        var key = header("Idempotency-Key")
                .map(value -> value.replace("\"", ""))
                .filter(value -> !value.isBlank() && value.length() <= 255)
                .orElseThrow(() -> RefusedException.of(
                        "idempotency-key-missing",
                        400,
                        "The header Idempotency-Key is missing.",
                        "Send a new random value with each request, and the same one when you repeat it."));
        return new Turns.Once(key, Sha256.hex(bytes()));
    }

    void json(int status, Object answer) {
        response.status(status);
        response.header("Content-Type", "application/json");
        response.header("Cache-Control", "no-store");
        response.send(ProtocolJson.writeBytes(answer));
    }

    void text(String contentType, String answer) {
        response.status(200);
        response.header("Content-Type", contentType);
        response.send(answer.getBytes(StandardCharsets.UTF_8));
    }

    void empty(int status) {
        response.status(status);
        response.send();
    }

    /// Whether the client wants no stream but a short answer.
    boolean wantsShortAnswer() {
        return header("Accept")
                .filter(accept -> accept.strip().equals("application/json"))
                .isPresent();
    }

    /// Streams events as server-sent events, or as JSON lines where the client asks for them.
    void stream(Consumer<SessionStream.Sink> events) {
        var lines = header("Accept")
                .filter(accept -> accept.contains("application/jsonl"))
                .isPresent();
        response.status(200);
        response.header("Content-Type", lines ? "application/jsonl" : "text/event-stream");
        response.header("Cache-Control", "no-store");
        response.header("X-Accel-Buffering", "no");
        streaming = true;
        try (var out = response.outputStream()) {
            out.flush();
            events.accept(lines ? new EventWriter.JsonLines(out) : new EventWriter.ServerSentEvents(out));
        } catch (IOException | UncheckedIOException | ServerConnectionException e) {
            LOG.debug("the client of a stream is gone", e);
        }
    }

    /// Whether the answer has begun as a stream: no other answer can be given any more.
    boolean streaming() {
        return streaming;
    }

    private static Long number(String name, String value) {
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw RefusedException.of("invalid-request", 400, name + " is not a whole number: " + value, null);
        }
    }
}
