package dev.coder.cli.remote;

import java.io.IOException;
import java.io.Serial;

/// A request broke that went by way of a proxy.
final class ViaProxyException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient ProxyServer proxy;
    private final IOException reason;

    ViaProxyException(ProxyServer proxy, IOException reason) {
        super(reason);
        this.proxy = proxy;
        this.reason = reason;
    }

    ProxyServer proxy() {
        return proxy;
    }

    IOException reason() {
        return reason;
    }
}
