package dev.coder.cli.remote;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// An HTTP proxy, perhaps with a user and a password, as a variable names it.
///
/// @param login as it stands in the address, percent-encoded; null when it wants none
public record ProxyServer(String host, int port, @Nullable String login) {

    /// @param variable where the address stands, for the sentence
    /// @throws StopException when it is none; the address is not repeated, it may hold a password
    static ProxyServer parse(String variable, String address) {
        try {
            var uri = URI.create(address.contains("://") ? address : "http://" + address);
            if (uri.getHost() != null && "http".equals(uri.getScheme())) {
                return new ProxyServer(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), uri.getRawUserInfo());
            }
        } catch (IllegalArgumentException e) {
            // Said below, without what stands in it.
        }
        throw new StopException(
                ExitCode.USAGE, "The variable " + variable + " is not an address such as http://proxy:3128");
    }

    Proxy proxy() {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    @Nullable
    PasswordAuthentication password() {
        if (login == null) {
            return null;
        }
        var colon = login.indexOf(':');
        var user = colon < 0 ? login : login.substring(0, colon);
        var password = colon < 0 ? "" : login.substring(colon + 1);
        return new PasswordAuthentication(decoded(user), decoded(password).toCharArray());
    }

    /// Unlike in a form, a plus sign is one.
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// Without the password.
    @Override
    public String toString() {
        return "http://" + host + ":" + port;
    }
}
