package dev.coder.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real proxy and real TLS, with names that only the proxy knows: what went past it would fail.
@Timeout(60)
class NetworkTest {

    private static final String CAPABILITIES = """
            {"product":"coder-agent","version":"9","protocolVersions":[],"models":[],"features":[],
             "limits":{"requestBytes":1,"inlineResultBytes":1,"tools":1,"parallelCalls":1,"modelCallsPerTurn":1,
             "streamMaxAgeSeconds":1}}""";
    private static final String PASSWORD = "tu:lip" + "/horse";
    private static final String LOGIN = "anna:tu%3Alip%2Fhorse";

    @TempDir
    private Path folder;

    private final List<String> methods = new CopyOnWriteArrayList<>();
    private @Nullable HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        start(server);
    }

    @AfterEach
    void stop() {
        running().stop(0);
    }

    @Test
    void goesThroughTheProxyInEitherCase() throws IOException {
        try (var proxy = new ScriptedProxy(port(), "")) {
            for (var variable : List.of("HTTP_PROXY", "http_proxy")) {
                assertMet(look("http://agent.test/x", Map.of(variable, "http://" + proxy.address())));
            }
            assertThat(proxy.requests())
                    .containsExactly(
                            "GET http://agent.test/x/v1/capabilities HTTP/1.1",
                            "GET http://agent.test/x/v1/capabilities HTTP/1.1");
        }
    }

    @Test
    void takesThePatchThatOnlyTheSlowerClientKnowsTheSameWay() throws Exception {
        try (var proxy = new ScriptedProxy(port(), "anna:" + PASSWORD)) {
            var network = new Network(Map.of("HTTP_PROXY", "http://" + LOGIN + "@" + proxy.address()));
            var http = new dev.coder.cli.remote.HttpExchange(
                    network, "test", Duration.ofSeconds(5), Duration.ofSeconds(5), Gate.of(text -> text));
            var request = new HttpRequest("PATCH", "/v1/sessions/s", "application/json");
            http.send(new Endpoint(URI.create("http://agent.test"), null), request)
                    .close();
            assertThat(methods).containsExactly("PATCH");
        }
    }

    @Test
    void tunnelsTlsThroughTheProxyAndTellsItThePassword() throws Exception {
        var certificates = new TestCertificates(folder);
        secure(certificates.server("agent.test"));
        try (var proxy = new ScriptedProxy(port(), "anna:" + PASSWORD)) {
            var environment = Map.of(
                    "https_proxy",
                    "http://" + LOGIN + "@" + proxy.address(),
                    "CODER_CA_FILE",
                    certificates.authority().toString());
            assertMet(look("https://agent.test", environment));
            assertThat(proxy.requests()).containsExactly("CONNECT agent.test:443 HTTP/1.1");
        }
    }

    @Test
    void neverShowsThePasswordOfAProxyThatRefusesIt() throws Exception {
        try (var proxy = new ScriptedProxy(port(), "anna:other")) {
            var address = "http://" + LOGIN + "@" + proxy.address();
            var failed = (FarAgent.Failed) look("https://agent.test", Map.of("HTTPS_PROXY", address));
            assertThat(failed.reason())
                    .isEqualTo("the proxy http://" + proxy.address() + " does not accept user and password");
            assertThat(proxy.refused())
                    .as("a password that is refused is not tried again")
                    .isEqualTo(2);
            assertThat(failed.toString()).doesNotContain("tulip", "tu%3A", PASSWORD);
            assertThat(((FarAgent.Failed) look("http://agent.test", Map.of("HTTP_PROXY", address))).status())
                    .isEqualTo(407);
            assertThatThrownBy(() -> look("https://agent.test", Map.of("HTTPS_PROXY", "socks5://" + LOGIN + "@x:1")))
                    .isInstanceOf(StopException.class)
                    .hasMessage("The variable HTTPS_PROXY is not an address such as http://proxy:3128");
        }
    }

    @Test
    void saysThatTheProxyIsNotThere() {
        var failed = (FarAgent.Failed) look("https://agent.test", Map.of("HTTPS_PROXY", "127.0.0.1:1"));
        assertThat(failed.reason()).isEqualTo("the proxy http://127.0.0.1:1 is not there");
        assertThat(((FarAgent.Failed) look("http://127.0.0.1:1", Map.of("HTTP_PROXY", "x.invalid:1"))).reason())
                .isEqualTo("connection refused");
    }

    @Test
    void knowsForWhichHostsThereIsNoProxy() {
        var all = "internal.test,.corp.test, *.lab.test,only.test:8443,10.0.0.0/8,fd00::/8,192.0.2.7";
        var proxies = new Proxies(Map.of("HTTPS_PROXY", "p:1", "HTTP_PROXY", "p:2", "NO_PROXY", all));
        for (var direct : List.of(
                "https://internal.test",
                "https://a.internal.test",
                "https://INTERNAL.test.",
                "https://x.corp.test",
                "https://corp.test",
                "https://y.lab.test",
                "https://only.test:8443",
                "https://10.1.2.3",
                "https://[fd00::1]",
                "https://192.0.2.7:1",
                "http://localhost:8420",
                "http://127.9.9.9",
                "http://[::1]:8420")) {
            assertThat(proxies.to(URI.create(direct))).as(direct).isEmpty();
        }
        for (var far : List.of(
                "https://badinternal.test",
                "https://only.test",
                "https://11.0.0.1",
                "https://[fe00::1]",
                "https://192.0.2.8",
                "https://127.example.com")) {
            assertThat(proxies.to(URI.create(far))).as(far).hasValue(new ProxyServer("p", 1, null));
        }
        assertThat(new Proxies(Map.of("https_proxy", "p", "no_proxy", "*")).to(URI.create("https://x.test")))
                .isEmpty();
        assertThat(new Proxies(Map.of("https_proxy", "", "HTTPS_PROXY", "p")).to(URI.create("https://x.test")))
                .as("the lower case wins, as in curl")
                .isEmpty();
    }

    @Test
    void saysWhoSignedACertificateThatNobodyKnows() throws Exception {
        secure(new TestCertificates(folder).server("localhost"));
        var failed = (FarAgent.Failed) look("https://localhost:" + port(), Map.of());
        assertThat(failed.reason())
                .isEqualTo("no secure connection: its certificate is signed by \"CN=Inspecting Proxy\","
                        + " whom nobody here vouches for");
        assertThat(failed.fix()).startsWith("set CODER_CA_FILE");
    }

    @Test
    void believesTheFileOfCertificatesButNoOtherName() throws Exception {
        var certificates = new TestCertificates(folder);
        var environment = Map.of("SSL_CERT_FILE", certificates.authority().toString());
        secure(certificates.server("localhost"));
        assertMet(look("https://localhost:" + port(), environment));
        assertThat(((FarAgent.Failed) look("https://127.0.0.1:" + port(), environment)).reason())
                .contains("No subject alternative names");
    }

    @Test
    void believesNothingThatHasExpired() throws Exception {
        var certificates = new TestCertificates(folder);
        secure(certificates.server("localhost", "-startdate", "-10d", "-validity", "5"));
        var environment = Map.of("CODER_CA_FILE", certificates.authority().toString());
        assertThat(((FarAgent.Failed) look("https://localhost:" + port(), environment)).reason())
                .contains("its certificate has expired");
    }

    @Test
    void saysWhatIsWrongWithTheFileOfCertificates() throws Exception {
        secure(new TestCertificates(folder).server("localhost"));
        var file = Files.writeString(folder.resolve("empty.pem"), "nothing");
        var failed = (FarAgent.Failed) look("https://localhost:" + port(), Map.of("CODER_CA_FILE", file.toString()));
        assertThat(failed.reason()).contains("empty.pem").contains("no certificate in PEM form");
        assertThat(((FarAgent.Failed) look("https://127.0.0.1:1", Map.of())).reason())
                .isEqualTo("connection refused");
    }

    @Test
    void saysThatAPortSpeaksNoTls() throws IOException {
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> refuse(plain));
            assertThat(((FarAgent.Failed) look("https://127.0.0.1:" + plain.getLocalPort(), Map.of())).reason())
                    .isEqualTo("it does not speak TLS");
        }
    }

    private static void refuse(ServerSocket plain) {
        try (var client = plain.accept()) {
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().readNBytes(1);
        } catch (IOException e) {
            // The client went away.
        }
    }

    private static FarAgent.Look look(String url, Map<String, String> environment) {
        var agent = new FarAgent(new Network(environment), "test", Duration.ofSeconds(5));
        return agent.look(new Endpoint(URI.create(url), "key"));
    }

    private static void assertMet(FarAgent.Look look) {
        assertThat(look).isInstanceOf(FarAgent.Met.class);
    }

    private void secure(SSLContext context) throws IOException {
        running().stop(0);
        var secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        server = secure;
        start(secure);
    }

    private void start(HttpServer started) {
        started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        started.createContext("/", this::answer);
        started.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        methods.add(exchange.getRequestMethod());
        exchange.getRequestBody().readAllBytes();
        var body = CAPABILITIES.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private HttpServer running() {
        return Objects.requireNonNull(server);
    }

    private int port() {
        return running().getAddress().getPort();
    }
}
