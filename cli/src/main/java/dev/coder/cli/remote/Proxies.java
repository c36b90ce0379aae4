package dev.coder.cli.remote;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The proxies that the customary variables name: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in either case; the lower
/// case wins, as in curl. This machine itself is never reached through a proxy.
public final class Proxies {

    private final Map<String, String> environment;
    private final List<NoProxy> exceptions;

    public Proxies(Map<String, String> environment) {
        this.environment = environment;
        this.exceptions = Arrays.stream(variable("no_proxy").split("[,\\s]+"))
                .filter(entry -> !entry.isBlank())
                .map(entry -> NoProxy.parse(entry.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /// The proxy on the way to that address; empty when there is none on it.
    ///
    /// @throws dev.coder.cli.exit.StopException when the variable for it is no address
    public Optional<ProxyServer> to(URI uri) {
        var host = bare(String.valueOf(uri.getHost()));
        var variable = "https".equals(uri.getScheme()) ? "https_proxy" : "http_proxy";
        var value = variable(variable);
        if (value.isBlank() || isThisMachine(host) || isException(uri, host)) {
            return Optional.empty();
        }
        return Optional.of(ProxyServer.parse(variable.toUpperCase(Locale.ROOT), value.strip()));
    }

    private boolean isException(URI uri, String host) {
        var port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        return exceptions.stream().anyMatch(entry -> entry.covers(host, port));
    }

    private static String bare(String host) {
        return host.replaceAll("[\\[\\]]|\\.$", "").toLowerCase(Locale.ROOT);
    }

    static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || NoProxy.address(host)
                        .filter(address -> address.isLoopbackAddress())
                        .isPresent();
    }

    private String variable(String name) {
        var upper = environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
        return environment.getOrDefault(name, upper);
    }
}
