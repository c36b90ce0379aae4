package dev.coder.cli.remote;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where an agent answers, and with which key. The key goes to this origin only.
///
/// @param base   `http(s)://host:port`, perhaps with a path, without a slash at the end
/// @param source where the key comes from; null where nobody has to know
public record Endpoint(
        URI base, @Nullable String key, @Nullable KeySource source) {

    private static final int UNAUTHORIZED = 401;

    public Endpoint(URI base, @Nullable String key) {
        this(base, key, null);
    }

    /// Whether requests stay on this machine.
    public boolean loopback() {
        var host = String.valueOf(base.getHost());
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    URI resolve(String path) {
        return URI.create(base + path);
    }

    /// The agent has let us in.
    void accepted() throws InterruptedException {
        if (source != null) {
            source.accepted().take();
        }
    }

    /// The agent has said no: where that is about the key, the user is told which one.
    RefusedException explained(RefusedException refused) {
        return source != null && refused.problem().status() == UNAUTHORIZED
                ? new RefusedException(source.refusal(base, refused.problem()))
                : refused;
    }

    /// Without the key.
    @Override
    public String toString() {
        return base.toString();
    }
}
