package dev.coder.e2e.harness;

import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers.SessionList;
import dev.coder.protocol.SessionAnswers.SessionState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/// An agent's endpoints, asked by hand.
public record AgentApi(URI address, String key) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    public HttpResponse<String> get(String path) {
        return send(request -> request.GET(), path);
    }

    public HttpResponse<String> post(String path, String body) {
        return send(request -> request.POST(BodyPublishers.ofString(body)), path);
    }

    /// @param change sets method, body and headers
    public HttpResponse<String> send(UnaryOperator<HttpRequest.Builder> change, String path) {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(LIMIT)
                .header("Agent-Protocol-Version", "2026-11-01")
                .header("Accept", "application/jsonl, application/json, application/problem+json")
                .setHeader("Authorization", "Bearer " + key);
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(change.apply(request).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Newest first.
    public List<SessionState> sessions() {
        return ProtocolJson.read(SessionList.class, ok(get("/v1/sessions?limit=100")))
                .sessions();
    }

    public SessionState session(String id) {
        return ProtocolJson.read(SessionState.class, ok(get("/v1/sessions/" + id)));
    }

    public Transcript transcript(String sessionId) {
        return Transcript.of(ok(get("/v1/sessions/%s/events?after=0&live=none".formatted(sessionId))));
    }

    /// Of the only session there is.
    public Transcript transcript() {
        var all = sessions();
        if (all.size() != 1) {
            throw new AssertionError("expected one session: " + all);
        }
        return transcript(all.getFirst().sessionId().value());
    }

    private static String ok(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response + " " + response.body());
        }
        return response.body();
    }
}
