package dev.coder.agent.model;

import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import io.avaje.jsonb.Json;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks for model servers on the user's own machine, all at once and only for a moment.
final class LocalServers {

    private static final int MAX_LIST_BYTES = 1 << 20;

    @Json
    record ModelList(@Nullable List<Entry> data) {}

    @Json
    record Entry(String id) {}

    private final List<Endpoint> endpoints;
    private final Duration patience;

    LocalServers(List<Endpoint> endpoints, Duration patience) {
        this.endpoints = endpoints;
        this.patience = patience;
    }

    /// The models of every server, in the order of the servers; an empty list for one that did not answer in time.
    List<List<String>> models() throws InterruptedException {
        var lookups = endpoints.stream()
                .<Callable<List<String>>>map(endpoint -> () -> models(endpoint))
                .toList();
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var found = new ArrayList<List<String>>();
            for (var lookup : executor.invokeAll(lookups, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    found.add(lookup.get());
                } catch (ExecutionException | CancellationException _) {
                    found.add(List.of());
                }
            }
            return found;
        } finally {
            executor.shutdownNow();
        }
    }

    private List<String> models(Endpoint endpoint) throws IOException {
        var connection = (HttpURLConnection)
                URI.create(endpoint.base() + "/models").toURL().openConnection();
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setInstanceFollowRedirects(false);
        try (var body = connection.getInputStream()) {
            var list = ProtocolJson.read(ModelList.class, body.readNBytes(MAX_LIST_BYTES));
            return list.data() == null
                    ? List.of()
                    : list.data().stream()
                            .map(Entry::id)
                            .filter(id -> !id.contains("embed"))
                            .toList();
        } catch (MalformedJsonException e) {
            throw new IOException("not a list of models", e);
        } finally {
            connection.disconnect();
        }
    }
}
