package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One GET request, followed to other pages of the same host only. Used once.
final class WebRequest {

    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_REDIRECTS = 5;
    private static final int CONNECT_MILLIS = 15_000;
    private static final int READ_MILLIS = 20_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /// Asks whether a host may be reached although there is something special about its address.
    interface Leave {
        boolean agrees(String warning) throws InterruptedException;
    }

    /// @param type as the server said it, such as `text/html; charset=utf-8`; may be empty
    /// @param isCut whether there was more
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Answer(URI uri, String type, byte[] body, boolean isCut) {}

    private final WebProxies proxies;
    private final Leave leave;
    private final long deadline = System.nanoTime() + TIMEOUT.toNanos();
    private boolean agreed;

    WebRequest(WebProxies proxies, Leave leave) {
        this.proxies = proxies;
        this.leave = leave;
    }

    Answer get(URI uri) throws IOException, ToolException, InterruptedException {
        var at = uri;
        for (var redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            var connection = connect(at);
            try {
                var status = connection.getResponseCode();
                var next = status >= 300 && status < 400 ? connection.getHeaderField("Location") : null;
                if (next == null) {
                    return answer(at, connection, status);
                }
                at = redirected(at, next);
            } finally {
                connection.disconnect();
            }
        }
        throw ToolException.failed("the server redirects more than " + MAX_REDIRECTS + " times");
    }

    private HttpURLConnection connect(URI uri) throws IOException, ToolException, InterruptedException {
        var proxy = proxy(uri);
        if (proxy.equals(Proxy.NO_PROXY)) {
            check(uri);
        }
        var connection = (HttpURLConnection) uri.toURL().openConnection(proxy);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setRequestProperty("User-Agent", "coder");
        connection.setRequestProperty("Accept", "text/markdown, text/html, text/plain;q=0.9, */*;q=0.5");
        connection.setRequestProperty("Connection", "close");
        connection.connect();
        if (proxy.equals(Proxy.NO_PROXY)) {
            check(uri); // the name may have led elsewhere meanwhile: only now is the request sent
        }
        return connection;
    }

    private Proxy proxy(URI uri) throws ToolException {
        try {
            return proxies.of(uri);
        } catch (IllegalArgumentException e) {
            throw ToolException.failed(String.valueOf(e.getMessage()));
        }
    }

    /// A name must not lead into the private network unasked. The JDK remembers for some seconds where a name led,
    /// so
    /// what is checked before and after connecting is what was connected to.
    private void check(URI uri) throws IOException, ToolException, InterruptedException {
        if (agreed || WebAddress.warning(uri.getHost()) != null) {
            return; // the user saw it in the question
        }
        for (var address : InetAddress.getAllByName(uri.getHost())) {
            var warning = warning(uri, address);
            if (warning != null) {
                if (!leave.agrees(warning)) {
                    throw ToolException.failed(warning + ": that was not allowed");
                }
                agreed = true;
                return;
            }
        }
    }

    private static @Nullable String warning(URI uri, InetAddress address) {
        var warning = WebAddress.warning(address);
        return warning == null ? null : uri.getHost() + " leads to " + address.getHostAddress() + ", " + warning;
    }

    private static URI redirected(URI from, String location) throws ToolException {
        var to =
                WebAddress.of(from.resolve(location.strip().replace(" ", "%20")).toString());
        var isSame = to.getHost().equals(from.getHost()) && port(to) == port(from);
        var isUpgrade = to.getHost().equals(from.getHost())
                && from.getScheme().equals("http")
                && port(from) == 80
                && to.getScheme().equals("https")
                && port(to) == 443;
        if ((isSame && to.getScheme().equals(from.getScheme())) || isUpgrade) {
            return to;
        }
        throw ToolException.failed(
                "the page has moved to another place: call fetch_url with " + CleanText.oneLine(to.toString()));
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    }

    private Answer answer(URI uri, HttpURLConnection connection, int status) throws IOException, ToolException {
        if (status != 200) {
            throw ToolException.failed("the server of " + uri.getHost() + " answered with status " + status + " "
                    + CleanText.oneLine(String.valueOf(connection.getResponseMessage())));
        }
        var type = connection.getContentType();
        try (var in = connection.getInputStream()) {
            var body = body(in);
            return new Answer(uri, type == null ? "" : type, body, body.length == MAX_BYTES && in.read() >= 0);
        }
    }

    private byte[] body(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        var buffer = new byte[16 << 10];
        while (body.size() < MAX_BYTES) {
            var read = in.read(buffer, 0, Math.min(buffer.length, MAX_BYTES - body.size()));
            if (read < 0) {
                break;
            }
            body.write(buffer, 0, read);
            if (System.nanoTime() > deadline) {
                throw new SocketTimeoutException("it took longer than " + TIMEOUT.toSeconds() + " seconds");
            }
        }
        return body.toByteArray();
    }
}
