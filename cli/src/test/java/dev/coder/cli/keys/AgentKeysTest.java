package dev.coder.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.cli.config.AgentUrl;
import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.config.Settings;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.Endpoint;
import dev.coder.cli.remote.FarAgent;
import dev.coder.cli.remote.Network;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which key goes where.
class AgentKeysTest {

    private static final URI TEAM = URI.create("https://coder.example.com/team");
    private static final URI OTHER = URI.create("https://other.example.com");
    private static final String SECRET = "agk-" + "pL4nt3d".repeat(4);

    @TempDir
    private Path folder;

    private final List<String> notices = new ArrayList<>();
    private final List<String> hidden = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private Optional<Boolean> answer = Optional.empty();

    @BeforeEach
    void home() {
        environment.put("HOME", folder.toString());
        environment.put("CODER_CONFIG_DIR", folder.resolve("config").toString());
        environment.put("CODER_STATE_DIR", folder.resolve("state").toString());
        environment.put("PATH", "/usr/bin:/bin");
    }

    @Test
    void aVariableWinsOverAStoredKey() throws Exception {
        assertThat(key(named(TEAM))).isEmpty();
        ring().store(new KeySlot.Agent(TEAM), "stored-key");
        assertThat(key(named(TEAM))).contains("stored-key");
        assertThat(key(named(OTHER))).isEmpty();
        environment.put("CODER_API_KEY", SECRET);
        assertThat(key(named(TEAM))).contains(SECRET);
        assertThat(hidden).contains(SECRET, "stored-key");
    }

    @Test
    void whatIsNoKeyIsNeitherSentNorRepeated() {
        environment.put("CODER_API_KEY", SECRET + "\n" + SECRET);
        assertRefused(named(TEAM), "CODER_API_KEY", "one word");
    }

    @Test
    void aProjectsAgentGetsNoKeyButItsOwn() throws Exception {
        environment.put("CODER_API_KEY", SECRET);
        config("{\"agentUrl\": \"%s\", \"apiKey\": \"${CODER_API_KEY}\"}".formatted(OTHER));
        answer = Optional.of(true);
        assertThat(key(ofProject(OTHER))).isEmpty();
        ring().store(new KeySlot.Agent(OTHER), "stored-key");
        assertThat(key(ofProject(OTHER))).contains("stored-key");
        assertThat(asked).hasSize(1).first().asString().contains(OTHER.toString(), "project.json:1");
    }

    @Test
    void aProjectsAgentIsRefusedUntilSomebodySaysYes() throws Exception {
        assertRefused(ofProject(OTHER), "never asked", "--agent-url", "--local");
        answer = Optional.of(false);
        assertRefused(ofProject(OTHER), "refused");
        answer = Optional.of(true);
        assertRefused(ofProject(OTHER), "refused");
        assertThat(asked).hasSize(2);
        assertThat(key(ofProject(TEAM))).isEmpty();
        assertThat(asked).hasSize(3);
    }

    @Test
    void noKeyGoesOutInClearTextUnlessItIsStoredForThatAddress() throws Exception {
        var clear = URI.create("http://coder.example.com:8420");
        environment.put("CODER_API_KEY", SECRET);
        assertRefused(named(clear), "clear text", "https://", "auth login http://coder.example.com:8420");
        assertThat(key(named(URI.create("http://127.0.0.1:8420")))).contains(SECRET);
        assertThat(key(named(URI.create("http://localhost:8420")))).contains(SECRET);
        ring().store(new KeySlot.Agent(clear), "stored-key");
        assertThat(key(named(clear))).contains(SECRET);
        environment.remove("CODER_API_KEY");
        assertThat(key(named(clear))).contains("stored-key");
    }

    @Test
    void theKeyOfTheSettingsIsForTheirAgentOnly() throws Exception {
        environment.put("TEAM_KEY", SECRET);
        config("{\"agentUrl\": \"%s\", \"apiKey\": \"${TEAM_KEY}\"}".formatted(TEAM));
        assertThat(key(named(TEAM))).contains(SECRET);
        assertThat(key(named(OTHER))).isEmpty();
        assertThat(notices).isEmpty();
    }

    @Test
    void aReferenceMeansTheStoredKeyOfThatAgent() throws Exception {
        config("{\"agentUrl\": \"%s\", \"apiKey\": \"keychain:https://coder.example.com\"}".formatted(TEAM));
        assertRefused(named(TEAM), "no key is stored", "auth login");
        ring().store(new KeySlot.Agent(TEAM), "stored-key");
        assertThat(key(named(TEAM))).contains("stored-key");

        config("{\"agentUrl\": \"%s\", \"apiKey\": \"keychain:https://coder.example.com\"}".formatted(OTHER));
        assertRefused(named(OTHER), "is not sent to");
    }

    @Test
    void anEncryptedTextIsOpened() throws Exception {
        var text = ring().encrypt(SECRET);
        config("{\"agentUrl\": \"%s\", \"apiKey\": \"%s\"}".formatted(TEAM, text));
        assertThat(key(named(TEAM))).contains(SECRET);
        config("{\"agentUrl\": \"%s\", \"apiKey\": \"%s\"}".formatted(TEAM, text.substring(0, 60)));
        assertRefused(named(TEAM), "enc:");
    }

    @Test
    void aKeyThatStandsInTheSettingsIsMovedOutOfThemOnceItIsAccepted() throws Exception {
        var file = config("""
                {
                  // our agent
                  "agentUrl": "%s",
                  "apiKey": "%s"
                }
                """.formatted(TEAM, SECRET));
        assertThat(key(named(TEAM))).contains(SECRET);
        assertThat(notices).isEmpty();
        assertThat(file).content().contains(SECRET);
        assertThat(ring().slots()).isEmpty();

        for (var requests = 0; requests < 3; requests++) {
            accept(named(TEAM));
        }
        assertThat(notices).hasSize(1).first().asString().contains("config.json:4", "encrypted file");
        assertThat(notices.getFirst()).doesNotContain(SECRET);
        assertThat(file)
                .content()
                .contains("// our agent", "\"apiKey\": \"keychain:https://coder.example.com\"")
                .doesNotContain(SECRET);
        notices.clear();
        assertThat(key(named(TEAM))).contains(SECRET);
        assertThat(notices).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ENCRYPTED]", "[encrypted]", " [Encrypted] ", "${HOLDER}"})
    void aPlaceholderMeansTheStoredKeyOfThatAgent(String placeholder) throws Exception {
        environment.put("HOLDER", "[ENCRYPTED]");
        var text = "{\"agentUrl\": \"%s\",\n\"apiKey\": \"%s\"}".formatted(TEAM, placeholder);
        var file = config(text);
        assertRefused(named(TEAM), "config.json:2", "no key is stored", "auth login https://coder.example.com");
        assertThat(key(named(OTHER))).isEmpty();
        ring().store(new KeySlot.Agent(TEAM), "stored-key");
        assertThat(key(named(TEAM))).contains("stored-key");
        accept(named(TEAM));
        assertThat(file).hasContent(text);
        assertThat(notices).isEmpty();
        assertThat(hidden).doesNotContain(placeholder);
    }

    @Test
    void aPlaceholderIsNoKeyAnywhere() {
        environment.put("CODER_API_KEY", "[ENCRYPTED]");
        assertRefused(named(TEAM), "the variable CODER_API_KEY", "no key is stored");
        assertThatThrownBy(() -> ring().store(new KeySlot.Agent(TEAM), "[ENCRYPTED]"))
                .hasMessageContaining("no key");
        assertThatThrownBy(() -> ring().encrypt("[ENCRYPTED]")).hasMessageContaining("no key");
    }

    @Test
    void aVariableIsLookedUpWhereItsKeyIsUsed() throws Exception {
        config("{\"agentUrl\": \"%s\",\n\"apiKey\": \"${UNSET_KEY}\"}".formatted(TEAM));
        assertThat(key(named(OTHER))).isEmpty();
        assertRefused(named(TEAM), "config.json:2", "UNSET_KEY is not set", "auth login");
        ring().store(new KeySlot.Agent(TEAM), "stored-key");
        assertThat(key(named(TEAM))).contains("stored-key");
    }

    /// A key that belongs to an address which is not known goes to none.
    @Test
    void aKeyForAnAddressThatCannotBeUsedGoesNowhere() throws Exception {
        config("{\"agentUrl\": \"${UNSET_URL}\", \"apiKey\": \"%s\"}".formatted(SECRET));
        assertThat(key(named(OTHER))).isEmpty();
    }

    @Test
    void aHelperRunsBesideItsFile() throws Exception {
        var file = config("{\"agentUrl\": \"%s\", \"keyHelper\": \"cat ./the-key\"}".formatted(TEAM));
        Files.writeString(file.resolveSibling("the-key"), "key-beside-the-file\n");
        assertThat(key(named(TEAM))).contains("key-beside-the-file");
    }

    @Test
    void aHelperPrintsTheKey() throws Exception {
        config("{\"agentUrl\": \"%s\", \"keyHelper\": \"echo key-of-$CODER_KEY_ORIGIN | tr -d /:\"}".formatted(TEAM));
        assertThat(key(named(TEAM))).contains("key-of-httpscoder.example.com");
        assertThat(key(named(OTHER))).isEmpty();

        config("{\"agentUrl\": \"%s\", \"keyHelper\": \"echo no such entry >&2; exit 3\"}".formatted(TEAM));
        assertRefused(named(TEAM), "ended with 3", "no such entry");
        config("{\"agentUrl\": \"%s\", \"keyHelper\": \"echo two words\"}".formatted(TEAM));
        assertRefused(named(TEAM), "prints no key");
    }

    @Test
    void aRedirectDoesNotTakeTheKeyElsewhere() {
        try (var thief = KeyReader.accepting("x");
                var agent = KeyReader.leadingTo(thief.address())) {
            var look =
                    new FarAgent(Network.PLAIN, "1", Duration.ofSeconds(5)).look(new Endpoint(agent.address(), SECRET));
            assertThat(look).isInstanceOf(FarAgent.Failed.class);
            assertThat(agent.seen()).containsExactly("Bearer " + SECRET);
            assertThat(thief.seen()).isEmpty();
        }
    }

    private void assertRefused(AgentUrl url, String... words) {
        assertThatThrownBy(() -> key(url))
                .isInstanceOf(StopException.class)
                .message()
                .contains(words)
                .doesNotContain(SECRET);
    }

    private Optional<String> key(AgentUrl url) throws InterruptedException {
        return Optional.ofNullable(endpoint(url).key());
    }

    private void accept(AgentUrl url) throws InterruptedException {
        Objects.requireNonNull(endpoint(url).source()).accepted().take();
    }

    private Endpoint endpoint(AgentUrl url) throws InterruptedException {
        var ring = KeyRing.of(environment, Asking.NOBODY, hidden::add);
        var files = ConfigFiles.of(environment);
        var keys = new AgentKeys(
                environment,
                preferences(files),
                ring,
                new KnownOrigins(StateFolder.of(environment)),
                (origin, namedBy) -> {
                    asked.add(origin + " " + namedBy);
                    return answer;
                },
                new PlainKey(files, notices::add));
        return keys.endpoint(url);
    }

    private static Preferences preferences(ConfigFiles files) {
        return Settings.read(files, List.of(), List.of()).preferences();
    }

    private Path config(String text) throws IOException {
        var file = folder.resolve("config/config.json");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private KeyRing ring() {
        return KeyRing.of(environment, Asking.NOBODY);
    }

    private static AgentUrl named(URI uri) {
        return new AgentUrl(uri, false, "--agent-url");
    }

    private static AgentUrl ofProject(URI uri) {
        return new AgentUrl(uri, true, "project.json:1");
    }
}
