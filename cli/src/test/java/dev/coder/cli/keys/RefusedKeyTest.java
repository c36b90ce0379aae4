package dev.coder.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coder.cli.config.AgentUrl;
import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.Settings;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.remote.Contact;
import dev.coder.cli.remote.Endpoint;
import dev.coder.cli.remote.FarAgent;
import dev.coder.cli.remote.HttpAgentClient;
import dev.coder.cli.remote.Network;
import dev.coder.cli.remote.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of a key that its agent does not accept: where it comes from, and what to do there. It is kept nowhere.
class RefusedKeyTest {

    private static final String GOOD = "agk-" + "g00d".repeat(6);
    private static final String WRONG = "agk-" + "wr0ng".repeat(5);

    @TempDir
    private Path folder;

    private KeyReader agent = KeyReader.accepting(GOOD);
    private final List<String> notices = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void home() {
        environment.put("HOME", folder.toString());
        environment.put("CODER_CONFIG_DIR", folder.resolve("config").toString());
        environment.put("CODER_STATE_DIR", folder.resolve("state").toString());
        environment.put("PATH", "/usr/bin:/bin");
    }

    @AfterEach
    void close() {
        agent.close();
    }

    @Test
    void ofTheVariable() throws Exception {
        environment.put("CODER_API_KEY", WRONG);
        assertRefusal("does not accept the key in the variable CODER_API_KEY", "unset it", "auth login");
    }

    @Test
    void ofAVariableThatTheSettingsName() throws Exception {
        environment.put("TEAM_KEY", WRONG);
        config("\"apiKey\": \"${TEAM_KEY}\"");
        assertRefusal("the key in the variable TEAM_KEY, which", "config.json:2 names", "set TEAM_KEY to a key");
    }

    @Test
    void ofTheSettingsThemselves() throws Exception {
        var file = config("\"apiKey\": \"" + WRONG + "\"");
        var before = Files.readString(file);
        assertRefusal("the key that stands in", "config.json:2", "take it out there", "auth login");
        assertThat(file).hasContent(before);
        assertThat(KeyRing.of(environment, Asking.NOBODY).slots()).isEmpty();
        assertThat(notices).isEmpty();
    }

    @Test
    void ofTheStore() throws Exception {
        KeyRing.of(environment, Asking.NOBODY).store(new KeySlot.Agent(agent.address()), WRONG);
        assertRefusal("the key that is stored for " + agent.address(), "auth login " + agent.address());
        config("\"apiKey\": \"[ENCRYPTED]\"");
        assertRefusal("the key that is stored for " + agent.address(), "auth login " + agent.address());
    }

    @Test
    void ofTheHelper() throws Exception {
        config("\"keyHelper\": \"echo " + WRONG + "\"");
        assertRefusal("the key that the \"keyHelper\" of", "config.json:2 prints", "run that command by hand");
    }

    @Test
    void ofAnEncryptedText() throws Exception {
        var sealed = KeyRing.of(environment, Asking.NOBODY).encrypt(WRONG);
        config("\"apiKey\": \"" + sealed + "\"");
        assertRefusal("the key in the \"enc:…\" of", "config.json:2", "auth encrypt");
    }

    @Test
    void ofNoKeyAtAll() throws Exception {
        assertRefusal("wants a key, and none is known for it", "auth login " + agent.address());
    }

    @Test
    void aGoodKeyIsStoredAtItsFirstAnswer() throws Exception {
        var file = config("\"apiKey\": \"" + GOOD + "\"");
        client().capabilities();
        assertThat(file).content().doesNotContain(GOOD).contains("keychain:" + agent.address());
        assertThat(notices).singleElement().asString().contains("config.json:2", "for all to read");
        assertThat(endpoint().key()).isEqualTo(GOOD);
    }

    /// The agent does not know who gave it the key.
    @Test
    void ofAModelSaysWhereItComesFrom() throws Exception {
        var ring = KeyRing.of(environment, Asking.NOBODY);
        var said = "anthropic does not accept the key: check ANTHROPIC_API_KEY";
        assertThat(new ModelKeyOrigin(environment, ring).told(said)).isEqualTo(said);
        ring.store(new KeySlot.Model("ANTHROPIC_API_KEY"), WRONG);
        assertThat(new ModelKeyOrigin(environment, ring).told(said))
                .isEqualTo(said + ", which is stored; store another: coder auth login ANTHROPIC_API_KEY");
        assertThat(new ModelKeyOrigin(Map.of("ANTHROPIC_API_KEY", "x"), ring).told(said))
                .startsWith(said + ", a variable of your environment");
        assertThat(new ModelKeyOrigin(environment, ring).told("openai is overloaded"))
                .isEqualTo("openai is overloaded");
    }

    private void assertRefusal(String... words) throws Exception {
        var refused = catchThrowableOfType(RefusedException.class, () -> client().capabilities());
        var stop = refused.toStop();
        assertThat(stop.exitCode().number()).isEqualTo(4);
        assertThat(stop.sentence())
                .contains(words)
                .contains(agent.address().toString())
                .doesNotContain(WRONG);
        if (endpoint().key() != null) {
            var look = new FarAgent(Network.PLAIN, "1", Duration.ofSeconds(5)).look(endpoint());
            assertThat(look.toString()).contains(words).doesNotContain(WRONG);
        }
    }

    private HttpAgentClient client() throws InterruptedException {
        var endpoint = endpoint();
        return new HttpAgentClient(_ -> endpoint, "1", Contact.Patience.USUAL, text -> text);
    }

    private Endpoint endpoint() throws InterruptedException {
        var files = ConfigFiles.of(environment);
        return new AgentKeys(
                        environment,
                        Settings.read(files, List.of(), List.of()).preferences(),
                        KeyRing.of(environment, Asking.NOBODY),
                        new KnownOrigins(StateFolder.of(environment)),
                        (_, _) -> Optional.empty(),
                        new PlainKey(files, notices::add))
                .endpoint(new AgentUrl(agent.address(), false, "--agent-url"));
    }

    private Path config(String line) throws IOException {
        var file = folder.resolve("config/config.json");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "{\"agentUrl\": \"" + agent.address() + "\",\n" + line + "}");
    }
}
