package dev.coder.cli.remote;

import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// The ways out of this machine: through which proxy, and whose certificates are believed. Thread-safe; nothing of TLS
/// is loaded before an `https` address is opened.
public final class Network {

    /// No proxy, no certificates but the usual ones.
    public static final Network PLAIN = new Network(Map.of());

    static {
        // The JDK tells no proxy a password over plain HTTP unless told so, and looks here once; there is no other way.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }

    private final Map<String, String> environment;
    private final Proxies proxies;
    private @Nullable SSLContext tls;

    /// @param environment `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`, `CODER_CA_FILE`, `SSL_CERT_FILE`
    public Network(Map<String, String> environment) {
        this.environment = environment;
        this.proxies = new Proxies(environment);
    }

    /// The proxy on the way there.
    public Optional<ProxyServer> proxyTo(URI uri) {
        return proxies.to(uri);
    }

    /// Tells a failure on the way through a proxy from others.
    IOException explained(URI uri, IOException failure) {
        return proxies.to(uri)
                .<IOException>map(server -> new ViaProxyException(server, failure))
                .orElse(failure);
    }

    /// A connection to an `http` or `https` address, not made yet.
    public HttpURLConnection open(URI uri) throws IOException {
        var proxy = proxies.to(uri);
        var connection = (HttpURLConnection)
                uri.toURL().openConnection(proxy.map(ProxyServer::proxy).orElse(Proxy.NO_PROXY));
        proxy.ifPresent(server -> connection.setAuthenticator(passwordsFor(server)));
        if (connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(tls().getSocketFactory());
        }
        return connection;
    }

    /// The slower client, which knows more methods.
    HttpClient.Builder client(URI uri) {
        var builder = HttpClient.newBuilder();
        var proxy = proxies.to(uri);
        builder.proxy(new Fixed(proxy.map(ProxyServer::proxy).orElse(Proxy.NO_PROXY)));
        proxy.ifPresent(server -> builder.authenticator(passwordsFor(server)));
        return "https".equals(uri.getScheme()) ? builder.sslContext(tls()) : builder;
    }

    /// Told to that proxy only, never to the agent, and only once: what was refused would be refused again.
    private static Authenticator passwordsFor(ProxyServer server) {
        var told = new AtomicBoolean();
        return new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                var asked = getRequestorType() == RequestorType.PROXY
                        && server.host().equalsIgnoreCase(getRequestingHost())
                        && server.port() == getRequestingPort();
                return asked && !told.getAndSet(true) ? server.password() : null;
            }
        };
    }

    private synchronized SSLContext tls() {
        if (tls == null) {
            try {
                tls = SSLContext.getInstance("TLS");
                tls.init(null, new TrustManager[] {TrustedCertificates.of(environment)}, null);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JDK has no TLS", e);
            }
        }
        return tls;
    }

    private static final class Fixed extends ProxySelector {
        private final Proxy proxy;

        Fixed(Proxy proxy) {
            this.proxy = proxy;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(proxy);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {}
    }
}
