package dev.coder.tools;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The proxies that the customary variables name: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in either case; the lower
/// case wins, as in curl. This machine itself is never reached through a proxy.
final class WebProxies {

    private final Map<String, String> environment;

    WebProxies(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// @throws IllegalArgumentException when a variable names no proxy
    Proxy of(URI uri) {
        var host = uri.getHost();
        var value = variable(uri.getScheme() + "_proxy");
        if (value.isBlank() || WebAddress.THIS_MACHINE.equals(WebAddress.warning(host)) || isExcepted(host)) {
            return Proxy.NO_PROXY;
        }
        var address = URI.create(value.contains("://") ? value : "http://" + value);
        if (address.getHost() == null || !"http".equals(address.getScheme())) {
            throw new IllegalArgumentException(
                    "the variable " + uri.getScheme() + "_proxy is not an address such as http://proxy:3128");
        }
        var port = address.getPort() < 0 ? 80 : address.getPort();
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(), port));
    }

    /// Names are compared label by label: `example.com` covers `api.example.com`, not `badexample.com`.
    private boolean isExcepted(String host) {
        return exceptions().stream()
                .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
    }

    private List<String> exceptions() {
        return Arrays.stream(variable("no_proxy").toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .map(name -> name.replaceFirst("^\\*?\\.", ""))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private String variable(String name) {
        return environment.getOrDefault(name, environment.getOrDefault(name.toUpperCase(Locale.ROOT), ""));
    }
}
