package dev.coder.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {

    @Test
    void aRequestGoesThroughTheProxyThatTheEnvironmentNames() throws Exception {
        var asked = new AtomicReference<URI>();
        var proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        proxy.start();
        try {
            var address = "http://127.0.0.1:" + proxy.getAddress().getPort();
            var client = HttpClient.newBuilder()
                    .proxy(new EnvironmentProxies(Map.of("HTTP_PROXY", address)))
                    .build();
            var request = HttpRequest.newBuilder(URI.create("http://model.example/v1"))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(204);
            assertThat(asked.get()).isEqualTo(URI.create("http://model.example/v1"));
        } finally {
            proxy.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:11434",
                "http://localhost:8080",
                "https://inner.example",
                "https://api.inner.example:444",
                "https://10.1.2.3"
            })
    void someHostsAreReachedDirectly(String uri) {
        var proxies = new EnvironmentProxies(Map.of(
                "https_proxy", "proxy:3128", "http_proxy", "proxy:3128", "NO_PROXY", ".inner.example, 10.1.2.3"));
        assertThat(proxies.select(URI.create(uri))).containsExactly(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://badinner.example", "https://api.anthropic.com"})
    void allOthersThroughTheProxy(String uri) {
        var proxies = new EnvironmentProxies(Map.of("HTTPS_PROXY", "proxy:3128", "no_proxy", "inner.example"));
        assertThat(proxies.select(URI.create(uri)).getFirst().address())
                .isEqualTo(InetSocketAddress.createUnresolved("proxy", 3128));
    }

    @Test
    void withoutVariablesNothingChanges() {
        assertThat(new EnvironmentProxies(Map.of()).select(URI.create("https://api.openai.com")))
                .containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void anAddressThatIsNoneIsSaidWithoutItsPassword() {
        assertThatThrownBy(() -> new EnvironmentProxies(Map.of("HTTPS_PROXY", "socks5://me:secret@proxy")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("secret");
    }
}
