package dev.coder.cli.keys;

import java.net.URI;
import java.util.Locale;

/// Scheme, host and port of an address: to whom a key belongs.
public final class Origin {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MAX_PORT = 65535;

    private Origin() {}

    /// In one way of writing only: lower case, and without the port that everybody would assume.
    ///
    /// @throws IllegalArgumentException when it is no http or https address
    public static URI of(URI address) {
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        var host = address.getHost();
        if (host == null || address.getUserInfo() != null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("not an http address");
        }
        var usual = scheme.equals("https") ? HTTPS : HTTP;
        var port = address.getPort();
        if (port == 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("no such port");
        }
        var suffix = port == -1 || port == usual ? "" : ":" + port;
        return URI.create(scheme + "://" + host.toLowerCase(Locale.ROOT) + suffix);
    }
}
