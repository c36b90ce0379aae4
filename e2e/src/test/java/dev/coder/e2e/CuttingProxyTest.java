package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.e2e.harness.Cut;
import dev.coder.e2e.harness.CuttingProxy;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.ScriptedProvider;
import dev.coder.e2e.model.Step;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The proxy breaks the line exactly where it is told to, and nowhere else.
class CuttingProxyTest {

    private final ScriptedProvider provider = ScriptedProvider.start(Scenario.of(Step.say("eleven char")));
    private final CuttingProxy proxy = CuttingProxy.to(provider.address());
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        proxy.close();
        provider.close();
    }

    @Test
    void breaksOnceAfterTheEventItIsToldAndLetsTheNextAnswerThrough() throws Exception {
        proxy.arm(new Cut.Never());
        var whole = ask();
        long events = proxy.events();
        assertThat(events)
                .isEqualTo(whole.lines().filter(String::isEmpty).count())
                .isGreaterThan(4);

        proxy.arm(new Cut.AfterEvent(3));
        var received = streamUntilCut();
        // The line breaks by RST: what the client had not read by then may be lost on top.
        assertThat(received.lines().filter(String::isEmpty).count()).isLessThanOrEqualTo(3);
        assertThat(whole).startsWith(received);
        assertThat(proxy.hasCut()).isTrue();
        assertThat(ask()).isEqualTo(whole);
    }

    @Test
    void breaksInsideAnAnswerAndInsideARequest() {
        proxy.arm(new Cut.InAnswers(10));
        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
        assertThat(proxy.hasCut()).isTrue();

        proxy.arm(new Cut.InRequests(10));
        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
        assertThat(provider.requests()).hasSize(1);
    }

    private String ask() throws Exception {
        return http.send(request(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private String streamUntilCut() throws Exception {
        var received = new StringBuilder();
        var body =
                http.send(request(), HttpResponse.BodyHandlers.ofInputStream()).body();
        try (body) {
            for (int b = body.read(); b >= 0; b = body.read()) {
                received.append((char) b);
            }
        } catch (IOException e) {
            return received.toString();
        }
        throw new AssertionError("not cut: " + received);
    }

    private HttpRequest request() {
        var body = "{\"max_tokens\":9,\"stream\":true,\"tools\":[{\"name\":\"t\"}],"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"go\"}]}";
        return HttpRequest.newBuilder(proxy.address().resolve("/v1/messages"))
                .header("x-api-key", ScriptedProvider.KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }
}
