package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coder.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Sets up a throw-away home against an agent that knows one key.
@Timeout(60)
class SetupCommandTest {

    private static final String KEY = "agent-key-" + "7".repeat(20);
    private static final String CAPABILITIES = """
            {"product":"coder-agent","version":"9","protocolVersions":[],"models":["a/b"],"defaultModel":"a/b",
             "features":[],"limits":{"requestBytes":1,"inlineResultBytes":1,"tools":1,"parallelCalls":1,
             "modelCallsPerTurn":1,"streamMaxAgeSeconds":1}}""";
    private static final String SETTINGS = """
            {
              // mine
              "theme": "dark",
              "toolPolicy": "permissive" // until the release
            }
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private @Nullable HttpServer agent;
    private Path home = Path.of("");

    @BeforeEach
    void create() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        var checkout = Files.createDirectory(folder.resolve("checkout"));
        Files.createFile(checkout.resolve("coder"));
        checkout.resolve("coder").toFile().setExecutable(true);
        System.setProperty("coder.home", checkout.toString());
        agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        agent.createContext("/", SetupCommandTest::answer);
        agent.start();
    }

    @AfterEach
    void end() {
        System.clearProperty("coder.home");
        Objects.requireNonNull(agent).stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var knows = ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        var body = (knows ? CAPABILITIES : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(knows ? 200 : 401, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void saysWhatItMeansThatAProgramGoesUnasked() throws IOException {
        var config = Files.createDirectories(home.resolve(".config/coder")).resolve("config.json");
        Files.writeString(config, "{\"allowedCommands\": [\"git\", \"python3\", \"npm test\"]}");
        assertThat(setUp(KEY)).as(said()).isZero();
        assertThat(said()).contains("python3 runs any code it is given").doesNotContain("git runs", "npm runs");
    }

    @Test
    void setsUpAFarAgentAndTakesAllOfItBack() throws IOException {
        Files.writeString(home.resolve(".bashrc"), "alias ll='ls -l'");
        var config = Files.createDirectories(home.resolve(".config/coder")).resolve("config.json");
        Files.writeString(config, SETTINGS);
        var before = tree();

        assertThat(setUp(KEY, "--approval-mode", "edits")).as(said()).isZero();

        assertThat(Files.readString(config))
                .contains("\"theme\": \"dark\"", "// mine", "\"mode\": \"cloud\"", "\"agentUrl\": \"" + url())
                .contains("\"toolPolicy\": \"standard\"");
        assertThat(home.resolve(".local/bin/coder")).isSymbolicLink();
        assertThat(home.resolve(".local/share/bash-completion/completions/coder"))
                .isNotEmptyFile();
        assertThat(home.resolve(".bashrc")).content().contains("alias ll", "$HOME/.local/bin", "# coder setup");
        assertThat(tree().toString()).as("the key in any file").doesNotContain(KEY);
        assertThat(said()).doesNotContain(KEY).contains("It works", "Try it: ");

        var once = tree();
        assertThat(setUp("", "--approval-mode", "edits")).as(said()).isZero();
        assertThat(tree()).as("a second time changes nothing").isEqualTo(once);

        assertThat(run(Map.of(), "", "setup", "--remove", "--yes")).as(said()).isZero();
        assertThat(said()).isEqualTo("What setup made is gone.\n");
        assertThat(tree()).isEqualTo(before);
        assertThat(run(Map.of(), "", "setup", "--remove", "--yes")).isEqualTo(2);
    }

    @Test
    void takesBackWhatItMadeInAHomeWithNothing() throws IOException {
        for (var shell : List.of("bash", "zsh", "fish")) {
            assertThat(setUp(KEY, "--shell", shell)).as(said()).isZero();
            assertThat(tree()).containsKey(".config/coder/config.json");
            assertThat(run(Map.of(), "", "setup", "--remove", "--yes"))
                    .as(said())
                    .isZero();
            assertThat(tree()).as(shell).isEmpty();
        }
    }

    @Test
    void leavesAloneWhatIsNotItsOwn() throws IOException {
        var bin = Files.createDirectories(home.resolve(".local/bin"));
        Files.writeString(bin.resolve("coder"), "another program");
        var completions = Files.createDirectories(home.resolve(".local/share/bash-completion/completions"));
        Files.writeString(completions.resolve("coder"), "another's");

        assertThat(setUp(KEY)).as(said()).isZero();
        assertThat(bin.resolve("coder")).hasContent("another program");
        assertThat(completions.resolve("coder")).hasContent("another's");
        assertThat(said()).contains("was left alone", "ln -sf");

        assertThat(run(Map.of(), "", "setup", "--remove", "--yes")).isZero();
        assertThat(tree())
                .containsOnlyKeys(
                        ".local",
                        ".local/bin",
                        ".local/bin/coder",
                        ".local/share",
                        ".local/share/bash-completion",
                        ".local/share/bash-completion/completions",
                        ".local/share/bash-completion/completions/coder");
    }

    @Test
    void keepsAndNamesWhatTheUserChangedMeanwhile() throws IOException {
        assertThat(setUp(KEY)).as(said()).isZero();
        var completion = home.resolve(".local/share/bash-completion/completions/coder");
        Files.writeString(completion, "mine now");
        var config = home.resolve(".config/coder/config.json");
        Files.writeString(config, Files.readString(config).replace("\"strict\"", "\"standard\""));

        assertThat(run(Map.of(), "", "setup", "--remove", "--yes")).isZero();

        assertThat(said()).contains(completion + " was changed since", "\"toolPolicy\" in " + config);
        assertThat(completion).hasContent("mine now");
        assertThat(config).content().contains("\"toolPolicy\": \"standard\"").doesNotContain("agentUrl");
    }

    @Test
    void writesNothingWhenTheConnectionDoesNotWork() throws IOException {
        assertThat(setUp("another-key-of-these-tests")).isEqualTo(3);
        assertThat(said()).contains("does not accept the key (HTTP 401)", "Nothing was written");
        assertThat(tree()).isEmpty();
        assertThat(run(Map.of(), "", "setup", "--yes", "--agent-url", "https://nowhere.invalid"))
                .isEqualTo(3);
        assertThat(said()).contains("unknown host");
        assertThat(tree()).isEmpty();
        assertThat(setUp("another-key-of-these-tests", "--force")).as(said()).isZero();
        assertThat(home.resolve(".config/coder/config.json")).exists();
    }

    @Test
    void undoesWhatItBeganWhenSomethingCannotBeWritten() throws IOException {
        Files.writeString(Files.createDirectories(home.resolve(".local")).resolve("bin"), "a file");
        var before = tree();
        assertThat(setUp(KEY)).isEqualTo(2);
        assertThat(said()).contains("what was begun is undone");
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void saysWhatIsMissingWhereNobodyCanBeAsked() throws IOException {
        assertThat(run(Map.of(), "", "setup")).isEqualTo(2);
        assertThat(said()).contains("setup --yes");
        assertThat(run(Map.of("HOME", ""), "", "setup", "--yes", "--agent-url", url()))
                .isEqualTo(2);
        assertThat(said()).contains("no home folder");
        assertThat(run(Map.of("HOME", "/nonexistent/home"), "", "setup", "--yes", "--agent-url", url()))
                .isEqualTo(2);
        assertThat(run(Map.of(), "", "setup", "--yes", "--provider", "anthropic"))
                .isEqualTo(2);
        assertThat(said()).contains("ANTHROPIC_API_KEY");
        assertThat(run(Map.of(), "", "setup", "--yes", "--provider", "nobody")).isEqualTo(2);
        assertThat(run(Map.of(), "", "setup", "--yes", "--local", "--cloud")).isEqualTo(2);
        assertThat(run(Map.of(), "", "setup", "--yes", "--cloud")).isEqualTo(2);
        assertThat(said()).contains("--agent-url");
        assertThat(run(Map.of(), "", "setup", "--yes", "--agent-url", url(), "--approval-mode", "bypass"))
                .isEqualTo(2);
        assertThat(tree()).isEmpty();
    }

    @Test
    void takesAModelThatOllamaHas() throws IOException {
        Objects.requireNonNull(agent).createContext("/api/tags", exchange -> {
            var body = "{\"models\":[{\"name\":\"nomic-embed-text\"},{\"name\":\"qwen3-coder:30b\"}]}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
        assertThat(run(Map.of("OLLAMA_HOST", url()), "", "setup", "--yes", "--provider", "ollama", "--force"))
                .as(said())
                .isZero();
        assertThat(home.resolve(".config/coder/config.json"))
                .content()
                .contains("\"model\": \"ollama/qwen3-coder:30b\"");
    }

    @Test
    void wantsNoKeyForAProviderWithoutOne() throws IOException {
        assertThat(run(Map.of(), KEY, "setup", "--yes", "--model", "practice/demo", "--key-stdin"))
                .isEqualTo(2);
        assertThat(said()).contains("practice needs no key").doesNotContain(KEY);
        assertThat(run(Map.of(), "", "setup", "--yes", "--model", "practice/foo bar"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("PROVIDER/NAME", "--model");
        assertThat(run(Map.of(), "", "setup", "--yes", "--model", "openai-chat/x"))
                .isEqualTo(2);
        assertThat(said()).contains("a key of OpenAI");
        assertThat(tree()).isEmpty();
    }

    private int setUp(String key, String... more) {
        var line = new ArrayList<>(List.of("setup", "--yes", "--agent-url", url()));
        if (!key.isEmpty()) {
            line.add("--key-stdin");
        }
        line.addAll(List.of(more));
        return run(Map.of(), key, line.toArray(String[]::new));
    }

    private String url() {
        return "http://127.0.0.1:" + Objects.requireNonNull(agent).getAddress().getPort();
    }

    /// Every file below the home, by its name: its content, or where it leads.
    private Map<String, String> tree() throws IOException {
        var found = new TreeMap<String, String>();
        try (var all = Files.walk(home)) {
            all.filter(path -> !path.equals(home))
                    .forEach(path -> found.put(home.relativize(path).toString(), content(path)));
        }
        return found;
    }

    private static String content(Path path) {
        try {
            if (Files.isSymbolicLink(path)) {
                return "-> " + Files.readSymbolicLink(path);
            }
            return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    ? "folder"
                    : Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private int run(Map<String, String> more, String input, String... arguments) {
        out.reset();
        err.reset();
        var environment = new HashMap<>(
                Map.of("HOME", home.toString(), "PATH", "/usr/bin:/bin", "SHELL", "/bin/bash", "TERM", "dumb"));
        environment.putAll(more);
        var stdin = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            var streams = new Streams(print(out), print(err), false, false, false, false);
            return CliMain.run(arguments, environment, streams);
        } finally {
            System.setIn(stdin);
        }
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
