package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stored key for Riza is used by the tool that it is for, and goes to nobody else.
class RizaKeyTest {

    private static final String KEY = "riza-" + "k3y".repeat(8);

    @TempDir
    private Path temp;

    @Test
    void isUsedByExecuteCode() throws Exception {
        var scenario = Scenario.of(Step.ask(Wish.code("python", "print(42)")), Step.say("Done."));
        try (var stage = Stage.of(temp, scenario)) {
            var seen = new CopyOnWriteArrayList<String>();
            var riza = riza(seen);
            var address = "127.0.0.1:" + riza.getAddress().getPort();
            var coder = Coder.in(stage.home(), stage.project().folder())
                    .with(Wire.ANTHROPIC.environment(stage.provider().address()))
                    .with(Map.of("RIZA_BASE_URL", "http://" + address));
            var login = coder.reading(Files.writeString(temp.resolve("input"), KEY + "\n"))
                    .run("auth", "login", "RIZA_API_KEY", "--stdin");
            assertThat(login.exitCode()).as(login.stderr()).isZero();
            assertThat(login.stdout()).contains("It is for execute_code").doesNotContain("next session");
            assertThat(coder.run("doctor", "--offline").stdout()).contains("execute_code runs at http://" + address);

            var talking =
                    coder.withOptions("--model", Wire.ANTHROPIC.modelName(), "--approval-mode", "bypass", "--trust");
            var turn = talking.run("-p", "Compute.");
            assertThat(turn.exitCode()).as(turn.stderr()).isZero();
            assertThat(seen).containsExactly("Bearer " + KEY);

            riza.stop(0);
            talking.run("-p", "Compute.");
            var sent = stage.provider().requests().getLast().body().toString();
            assertThat(sent)
                    .contains(address + " did not run the code: connection refused")
                    .doesNotContain(KEY);
        }
    }

    private static HttpServer riza(List<String> seen) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/execute", exchange -> {
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            var answer = "{\"exit_code\":0,\"stdout\":\"42\\n\",\"stderr\":\"\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }
}
