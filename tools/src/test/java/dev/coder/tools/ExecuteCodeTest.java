package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.ToolKeys;
import dev.coder.testing.NeedsProgram;
import dev.coder.tools.sandbox.Bubblewrap;
import dev.coder.tools.sandbox.Landlock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ExecuteCodeTest {

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() throws Exception {
        project = new TestProject(folder);
        project.file("notes.txt", "of the project");
    }

    private Invocation prepare(Map<String, String> environment, String language, String code, String input)
            throws ToolException {
        var parameters = TestProject.json("language", language, "code", code, "input", input);
        return new ExecuteCode(environment, ToolKeys.in(environment)).prepare(parameters, project.workspace);
    }

    private String local(String language, String code, String input) throws Exception {
        assumeTrue(new Bubblewrap().works() || new Landlock().works(), "there is no sandbox on this machine");
        var call = prepare(Map.of(), language, code, input);
        assertThat(call.effects()).isEqualTo(List.of(new Effect.RunIsolated(language)));
        return call.run(project.context()).text();
    }

    private ToolException failure(String language, String code) {
        return catchThrowableOfType(ToolException.class, () -> local(language, code, ""));
    }

    @Test
    @NeedsProgram("python3")
    void runsPython() throws Exception {
        assertThat(local("python", "import sys\nprint(sum(map(int, sys.stdin.read().split())))", "1 2 39"))
                .isEqualTo("42\n");
    }

    @Test
    @NeedsProgram("node")
    void runsJavaScriptAsScriptAndAsModule() throws Exception {
        assertThat(local("javascript", "const fs = require('fs'); console.log(fs.readFileSync(0, 'utf8') + 2)", "4"))
                .isEqualTo("42\n");
        assertThat(local("javascript", "import os from 'os';\nconsole.log(await 42)", ""))
                .isEqualTo("42\n");
    }

    /// Node 22.6 takes types away by itself; without it, deno and bun there is none to run it.
    @Test
    @NeedsProgram("node")
    void runsTypeScriptOrSaysWhatItTakes() throws Exception {
        try {
            assertThat(local("typescript", "const x: number = 42; console.log(x)", ""))
                    .isEqualTo("42\n");
        } catch (ToolException e) {
            assertThat(e).hasMessageContaining("node 22.6 or newer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open('PROJECT/notes.txt')",
                "open('/etc/passwd')",
                "open('/proc/1/environ').read(); open('OUTSIDE/secret')",
                "import os; os.listdir(os.environ['OLDPWD'] if 'OLDPWD' in os.environ else 'OUTSIDE')",
                "import socket; socket.create_connection(('127.0.0.1', 22), 2)",
                "import socket; socket.getaddrinfo('example.com', 80)",
                "open('/usr/x', 'w')",
                "x = bytearray(3 << 30)",
                "f = open('big', 'wb')\nwhile True: f.write(bytes(1 << 20))",
            })
    @NeedsProgram("python3")
    void givesTheProgramNothingButAFolder(String code) throws IOException {
        Files.writeString(project.outside.resolve("secret"), "not for it");
        var places = code.replace("PROJECT", project.root.toString()).replace("OUTSIDE", project.outside.toString());
        assertThat(failure("python", places)).hasMessageContaining("exit code");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(failure("perl", "")).hasMessageContaining("python, javascript or typescript");
    }

    @Nested
    class AtRiza {

        private final AtomicReference<String> asked = new AtomicReference<>("");

        private String answer(int status, String answer, String code) throws Exception {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
                var bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                try (var out = exchange.getResponseBody()) {
                    out.write(bytes);
                }
            });
            server.start();
            try {
                var base = "http://127.0.0.1:" + server.getAddress().getPort();
                var call = prepare(Map.of("RIZA_API_KEY", "k", "RIZA_BASE_URL", base + "/"), "python", code, "in");
                assertThat(call.effects()).isEqualTo(List.of(new Effect.Fetch(URI.create(base + "/v1/execute"))));
                return call.run(project.context()).text();
            } finally {
                server.stop(0);
            }
        }

        @Test
        void sendsTheCodeAndShowsTheOutput() throws Exception {
            assertThat(answer(
                            200, "{\"exit_code\":0,\"stdout\":\"42\\n\",\"stderr\":\"\",\"duration\":5}", "print(42)"))
                    .isEqualTo("42\n");
            assertThat(asked.get())
                    .startsWith("POST /v1/execute Bearer k {")
                    .contains("\"language\":\"PYTHON\"", "\"code\":\"print(42)\"", "\"stdin\":\"in\"");
        }

        @Test
        void tellsFailuresApart() {
            assertThatThrownBy(() -> answer(200, "{\"exit_code\":1,\"stdout\":\"\",\"stderr\":\"no\"}", "x"))
                    .hasMessage("exit code 1");
            assertThatThrownBy(() -> answer(401, "{}", "x")).hasMessageContaining("refuses the key");
            assertThatThrownBy(() -> answer(500, "oops", "x")).hasMessageContaining("status 500");
            assertThatThrownBy(() -> answer(200, "oops", "x")).hasMessageContaining("not a JSON object");
        }

        @Test
        void takesAKeyFromWhereTheUserHasIt() throws Exception {
            var stored = new ExecuteCode(Map.of(), name -> Optional.of(name).filter("RIZA_API_KEY"::equals));
            var parameters = TestProject.json("language", "python", "code", "print(1)");
            assertThat(stored.prepare(parameters, project.workspace).effects())
                    .isEqualTo(List.of(new Effect.Fetch(URI.create("https://api.riza.io/v1/execute"))));
            var locked = new ExecuteCode(Map.of(), _ -> {
                throw ToolException.failed("the keychain is locked");
            });
            assertThatThrownBy(() -> locked.prepare(parameters, project.workspace))
                    .hasMessage("the keychain is locked");
        }

        /// The JDK's own exceptions say nothing, or the name of a class.
        @Test
        void saysWhyThereIsNoAnswer() throws Exception {
            int closed;
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                closed = socket.getLocalPort();
            }
            assertThatThrownBy(() -> at("http://127.0.0.1:" + closed))
                    .hasMessage("127.0.0.1:" + closed + " did not run the code: connection refused");
            assertThatThrownBy(() -> at("http://no-such-host.invalid"))
                    .hasMessage("no-such-host.invalid did not run the code: unknown host");
            try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                var hangingUp = Thread.ofVirtual().start(() -> hangUp(silent));
                assertThatThrownBy(() -> at("http://127.0.0.1:" + silent.getLocalPort()))
                        .message()
                        .contains("did not run the code: ")
                        .doesNotContain("null");
                hangingUp.interrupt();
            }
        }

        private void hangUp(ServerSocket server) {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    server.accept().close();
                }
            } catch (IOException e) {
                // the server is closed
            }
        }

        private void at(String base) throws Exception {
            prepare(Map.of("RIZA_API_KEY", "k", "RIZA_BASE_URL", base), "python", "print(1)", "")
                    .run(project.context());
        }

        @Test
        void sendsNothingToWhatIsNoUrl() {
            assertThatThrownBy(() -> prepare(Map.of("RIZA_API_KEY", "k", "RIZA_BASE_URL", "nowhere"), "python", "", ""))
                    .hasMessageContaining("RIZA_BASE_URL");
        }
    }

    @Test
    void landlockIsolatesAsWell() throws IOException, InterruptedException {
        var landlock = new Landlock();
        assumeTrue(landlock.works(), "Landlock does not work on this machine");
        var scratch = Files.createDirectory(project.outside.resolve("code"));
        var command =
                "echo x > x && cat x && ! ls " + project.root + " && ! cat /etc/passwd && ! ls " + project.outside;
        var line = landlock.isolated(scratch, List.of()).wrap(List.of("bash", "-c", command), scratch);
        var process = new ProcessBuilder(line)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("x\n");
        assertThat(process.waitFor()).isZero();
    }
}
