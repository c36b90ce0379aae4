package dev.coder.server;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line for each request that was answered: method, path, status, milliseconds. Written where the level is `FINE`.
final class RequestLog {

    static final String NAME = "dev.coder.server.requests";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private RequestLog() {}

    /// @param start as of `System.nanoTime()`
    static void answered(ServerRequest request, ServerResponse response, long start) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{} {} {} {} ms",
                    String.format("%-6s", request.prologue().method().text()),
                    request.path().path(),
                    response.status().code(),
                    (System.nanoTime() - start) / NANOS_PER_MILLI);
        }
    }
}
