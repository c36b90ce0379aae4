package dev.coder.agent.model;

import dev.coder.agent.model.ModelException.Kind;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Posts one request to a provider and hands on the events that stream back. The calling thread blocks; when it is
/// interrupted, the connection is closed.
final class ProviderHttp {

    private static final Duration CONNECT = Duration.ofSeconds(20);
    /// What a provider may still send after the last event that matters, before its connection is given up.
    private static final Duration REST = Duration.ofMillis(100);

    private static final int MAX_ERROR_BYTES = 64 * 1024;

    /// Made when the first model is called: it costs a few hundred milliseconds.
    private static final class Client {
        static final HttpClient SHARED = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /// Takes one event after the other.
    @FunctionalInterface
    interface EventSink<E> {
        /// Whether the reply is complete with this event.
        boolean completes(E event) throws ModelException;
    }

    private final Endpoint endpoint;
    private final ProviderErrors errors;

    ProviderHttp(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.errors = new ProviderErrors(endpoint);
    }

    ProviderErrors errors() {
        return errors;
    }

    /// Returns when the sink says that the reply is complete, or at the end of the stream.
    <E> void stream(String path, String json, Class<E> type, EventSink<E> sink)
            throws ModelException, InterruptedException {
        var response = send(path, json);
        try (var body = new ResponseBody()) {
            response.body().subscribe(body);
            if (response.statusCode() != 200 || isPlainJson(response)) {
                throw errors.refusal(response.statusCode(), response.headers(), readError(body));
            }
            readEvents(body, type, sink);
        } catch (TimeoutException e) {
            throw errors.broken("sent nothing for " + endpoint.idle().toSeconds() + " s", e);
        } catch (IOException e) {
            throw errors.broken("broke off in the middle of its reply", e);
        }
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(String path, String json)
            throws ModelException, InterruptedException {
        var sending = Client.SHARED.sendAsync(request(path, json), HttpResponse.BodyHandlers.ofPublisher());
        try {
            return sending.get(endpoint.idle().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            discard(sending);
            throw e;
        } catch (TimeoutException e) {
            discard(sending);
            throw errors.broken("did not answer for " + endpoint.idle().toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new ModelException(
                    Kind.UNREACHABLE,
                    endpoint.provider() + " cannot be reached at " + endpoint.base(),
                    null,
                    e.getCause());
        }
    }

    /// The answer may come in the very moment in which nobody waits for it any more.
    private static void discard(CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> sending) {
        sending.cancel(true);
        var _ = sending.whenComplete((response, _) -> {
            if (response != null) {
                var body = new ResponseBody();
                body.close();
                response.body().subscribe(body);
            }
        });
    }

    private HttpRequest request(String path, String json) {
        var uri = endpoint.resolve(path);
        var request = HttpRequest.newBuilder(uri)
                .version("http".equals(uri.getScheme()) ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        endpoint.headers().forEach(request::header);
        return request.build();
    }

    /// An error in the clothes of a success, as some gateways send it.
    private static boolean isPlainJson(HttpResponse<?> response) {
        return response.headers()
                .firstValue("content-type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
    }

    private String readError(ResponseBody body) throws InterruptedException {
        var bytes = new ByteArrayOutputStream();
        try {
            var piece = body.next(endpoint.idle());
            while (piece != null && bytes.size() < MAX_ERROR_BYTES) {
                bytes.writeBytes(piece);
                piece = body.next(endpoint.idle());
            }
        } catch (IOException | TimeoutException _) {
            // what came so far has to do
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private <E> void readEvents(ResponseBody body, Class<E> type, EventSink<E> sink)
            throws ModelException, IOException, TimeoutException, InterruptedException {
        var decoder = new SseDecoder();
        for (var bytes = body.next(endpoint.idle()); bytes != null; bytes = body.next(endpoint.idle())) {
            for (var data : decoder.feed(bytes)) {
                if (take(data, type, sink)) {
                    readRest(body);
                    return;
                }
            }
        }
        for (var data : decoder.end()) {
            take(data, type, sink);
        }
    }

    private <E> boolean take(String data, Class<E> type, EventSink<E> sink) throws ModelException {
        if (data.equals("[DONE]")) {
            return true;
        }
        E event;
        try {
            event = ProtocolJson.read(type, data);
        } catch (MalformedJsonException e) {
            throw errors.broken("sent an event that cannot be read", e);
        }
        return sink.completes(event);
    }

    /// Reads to the end, so that the connection can be used again.
    private static void readRest(ResponseBody body) throws InterruptedException {
        try {
            while (body.next(REST) != null) {}
        } catch (IOException | TimeoutException _) {
            // then the connection is closed
        }
    }
}
