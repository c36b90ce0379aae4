package dev.coder.cli.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Why there is no answer from an address.
///
/// @param reason a few words, such as `unknown host`
/// @param fix    what can be done about it, as an imperative without a full stop
public record NoAnswer(String reason, String fix) {

    private static final String VARIABLES = "set HTTPS_PROXY or HTTP_PROXY to the right one";

    public static NoAnswer of(IOException cause) {
        return cause instanceof ViaProxyException via ? of(via.reason(), via.proxy()) : of(cause, null);
    }

    private static NoAnswer of(IOException cause, @Nullable ProxyServer proxy) {
        var message = String.valueOf(cause.getMessage());
        if (message.startsWith("Unable to tunnel through proxy")) {
            return tunnel(message, proxy);
        }
        return switch (cause) {
            case UnknownHostException _
            when proxy != null -> new NoAnswer("the proxy " + proxy + " is an unknown host", VARIABLES);
            case ConnectException _
            when proxy != null -> new NoAnswer("the proxy " + proxy + " is not there", VARIABLES);
            case UnknownHostException _ -> new NoAnswer("unknown host", "check the name in the URL, and the network");
            case NoRouteToHostException _ -> new NoAnswer("no way to that host", "check the network, a VPN perhaps");
            case ConnectException _ ->
                new NoAnswer("connection refused", "check the port in the URL, and whether it runs");
            case SocketTimeoutException _ ->
                new NoAnswer(
                        "no answer in time" + (proxy == null ? "" : " by way of the proxy " + proxy),
                        "check the network, a VPN or a proxy (HTTPS_PROXY) perhaps");
            case SSLException _ -> tls(cause);
            case BusyException _ -> new NoAnswer(message, "try again in a moment");
            default -> new NoAnswer("connection broken", "try again; check the URL and what stands in between");
        };
    }

    /// The proxy wants another user or password.
    static NoAnswer ofPassword(@Nullable ProxyServer proxy) {
        return new NoAnswer(
                named(proxy) + " does not accept user and password",
                "write them into HTTPS_PROXY: http://USER:PASSWORD@HOST:PORT, special characters as %XX");
    }

    private static NoAnswer tunnel(String message, @Nullable ProxyServer proxy) {
        return message.contains(" 407")
                ? ofPassword(proxy)
                : new NoAnswer(
                        named(proxy) + " does not let the connection through",
                        "ask whoever runs the proxy, or add the host to NO_PROXY");
    }

    private static String named(@Nullable ProxyServer proxy) {
        return proxy == null ? "the proxy" : "the proxy " + proxy;
    }

    private static NoAnswer tls(IOException cause) {
        var told = told(cause);
        if (told.contains("plaintext") || told.toLowerCase(Locale.ROOT).contains("unsupported or unrecognized ssl")) {
            return new NoAnswer("it does not speak TLS", "check the URL: http:// or another port perhaps");
        }
        return new NoAnswer(
                "no secure connection: " + told,
                told.contains("vouches")
                        ? "set CODER_CA_FILE to a file with that authority's certificate (PEM); a company's proxy that"
                                + " looks into TLS has one"
                        : "have its certificate renewed or mended, or check the clock of this machine");
    }

    /// The innermost words of [TrustedCertificates] rather than those that were put around them.
    private static String told(Throwable cause) {
        var told = String.valueOf(cause.getMessage());
        for (var inner = cause.getCause(); inner != null; inner = inner.getCause()) {
            var message = String.valueOf(inner.getMessage());
            if (message.startsWith("its certificate") || message.startsWith("the file of certificates")) {
                return message;
            }
        }
        return told;
    }
}
