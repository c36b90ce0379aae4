package dev.coder.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The proxies that the customary variables name: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in either case; the lower
/// case wins, as in curl. This machine itself is never reached through a proxy.
final class EnvironmentProxies extends ProxySelector {

    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final Map<String, String> environment;
    private final List<String> exceptions;

    EnvironmentProxies(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.exceptions = Arrays.stream(
                        variable("no_proxy").toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .map(name -> name.replaceFirst("^\\*?\\.", ""))
                .filter(name -> !name.isEmpty())
                .toList();
        proxy("https_proxy");
        proxy("http_proxy");
    }

    @Override
    public List<Proxy> select(URI uri) {
        var host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (LOOPBACK.contains(host) || exceptions.stream().anyMatch(name -> covers(name, host))) {
            return DIRECT;
        }
        var proxy = proxy("https".equals(uri.getScheme()) ? "https_proxy" : "http_proxy");
        return proxy == null ? DIRECT : List.of(proxy);
    }

    /// Host names are compared label by label: `example.com` covers `api.example.com`, not `badexample.com`.
    private static boolean covers(String name, String host) {
        return name.equals("*") || host.equals(name) || host.endsWith("." + name);
    }

    private @Nullable Proxy proxy(String variable) {
        var value = variable(variable);
        if (value.isBlank()) {
            return null;
        }
        try {
            var address = URI.create(value.contains("://") ? value : "http://" + value);
            if (address.getHost() != null && "http".equals(address.getScheme())) {
                var port = address.getPort() < 0 ? 80 : address.getPort();
                return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port));
            }
        } catch (IllegalArgumentException e) {
            // said below; the value may hold a password
        }
        throw new StartException(
                "The variable " + variable.toUpperCase(Locale.ROOT) + " is not an address such as http://proxy:3128.");
    }

    private String variable(String name) {
        var upper = environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
        return environment.getOrDefault(name, upper);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {}
}
