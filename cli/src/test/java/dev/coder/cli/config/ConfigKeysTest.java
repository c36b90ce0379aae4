package dev.coder.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.policy.ApprovalMode;
import dev.coder.policy.Rule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The keys beside the policy, the variables in values, and the prototype's file.
class ConfigKeysTest {

    private static final String USER = "~/.config/coder/config.json";
    private static final String ALIAS = "agentuity-coder.config.json";

    @TempDir
    private Path folder;

    private TestConfig config;

    @BeforeEach
    void makeFolders() throws IOException {
        config = new TestConfig(folder);
    }

    @Test
    void areAllRead() throws IOException {
        var preferences = config.variable("WORK_KEY", "k-1").user("""
                        {
                          "agentUrl": "https://coder.example.com/", "mode": "cloud",
                          "apiKey": "${WORK_KEY}", "keyHelper": "pass show coder",
                          "sessionTimeout": "90m", "model": "a/b",
                          "toolsPath": ["~/t", "/opt/t"], "projectType": "java", "projectPaths": ["~/w/*"],
                          "theme": "light", "editingMode": "vi", "notifications": false, "screenReader": true
                        }
                        """).read().preferences();
        assertThat(preferences)
                .isEqualTo(new Preferences(
                        Deferred.of(new AgentUrl(URI.create("https://coder.example.com"), false, USER + ":2")),
                        Deferred.of(new Preferences.ApiKey("k-1", USER + ":3", false, List.of("WORK_KEY"))),
                        Duration.ofMinutes(90),
                        List.of(config.home().resolve("t"), Path.of("/opt/t")),
                        Optional.of("java"),
                        List.of("~/w/*"),
                        Deferred.of("a/b"),
                        Optional.of("cloud"),
                        "light",
                        "vi",
                        false,
                        true,
                        Deferred.of(new Preferences.KeyCommand(
                                "pass show coder", USER + ":3", config.home().resolve(".config/coder")))));
        assertThat(preferences.toString()).doesNotContain("k-1");
    }

    /// A default in the table is what holds when nobody says anything.
    @ParameterizedTest
    @EnumSource
    void haveTheDefaultsOfTheTable(ConfigKey key) throws IOException {
        if (!key.standard().isEmpty()) {
            var stated = config.user("{\"" + key.word() + "\": " + key.standard() + "}")
                    .read();
            assertThat(stated.preferences()).isEqualTo(Preferences.NONE);
            assertThat(stated.size().bytes()).isEqualTo(Settings.NONE.size().bytes());
            assertThat(stated.modes().mode(null)).isEqualTo(ApprovalMode.ASK);
            assertThat(List.of(stated.network(), stated.autoCommit())).containsOnly(false);
            assertThat(stated.rules()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void haveAnExampleThatCounts(ConfigKey key) throws IOException {
        config.variable("TEAM_CODER_KEY", "k");
        Files.createDirectories(config.home().resolve(".config/coder/tools"));
        var settings =
                config.user("{\"" + key.word() + "\": " + key.example() + "}").read();
        assertThat(settings.notices()).isEmpty();
        assertThat(settings.values()).isNotEmpty().allMatch(value -> value.key() == key);
    }

    @ParameterizedTest
    @EnumSource
    void countOnlyInTheFilesThatMaySayThem(ConfigKey key) throws IOException {
        config.variable("TEAM_CODER_KEY", "k").project("{\"" + key.word() + "\": " + key.example() + "}");
        var notices = config.read().notices();
        switch (key.who()) {
            case USER ->
                assertThat(notices)
                        .singleElement()
                        .asString()
                        .contains("\"" + key.word() + "\" counts in your own settings only", "ignored");
            case USER_POLICY -> assertThat(notices).singleElement().asString().contains("would loosen the policy");
            case NARROWED, ANYONE, TOGETHER -> assertThat(notices).isEmpty();
            case TIGHTER -> assertThat(notices).hasSizeLessThan(2);
        }
    }

    @Test
    void ofLaterFilesReplaceThoseOfEarlierOnes() throws IOException {
        config.user("{\"agentUrl\": \"https://a.org\", \"sessionTimeout\": 60, \"projectType\": \"go\"}")
                .project("{\"agentUrl\": \"https://b.org\", \"sessionTimeout\": \"2h\"}")
                .local("{\"projectType\": \"auto-detect\"}");
        var preferences = config.read().preferences();
        var project = config.project().resolve(".coder/config.json").toString();
        assertThat(preferences.agentUrl().value())
                .contains(new AgentUrl(URI.create("https://b.org"), true, project + ":1"));
        assertThat(preferences.sessionTimeout()).isEqualTo(Duration.ofHours(2));
        assertThat(preferences.projectType()).isEmpty();
        config.managed("{\"agentUrl\": \"https://c.org\"}");
        assertThat(config.read().preferences().agentUrl().value()).hasValueSatisfying(url -> {
            assertThat(url.uri()).hasHost("c.org");
            assertThat(url.fromProject()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "3600, 3600",
        "1, 1",
        "'\"1s\"', 1",
        "'\"90m\"', 5400",
        "'\"1h\"', 3600",
        "'\"2 d\"', 172800",
        "'\"${TIME}\"', 7",
        "'\"${TIME}m\"', 420",
        "'\"${NONE:-5m}\"', 300"
    })
    void takeTimesWithTheirUnits(String json, long seconds) throws IOException {
        config.variable("TIME", "7").user("{\"sessionTimeout\": " + json + "}");
        assertThat(config.read().preferences().sessionTimeout()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "a${ONE}b${TWO}c, a1b2c",
        "${NONE:-x}, x",
        "${EMPTY:-x}, x",
        "${ONE:-x}, 1",
        "a${NONE:-}b, ab",
        "${NONE:-a:-b}, a:-b",
        "$${ONE}, ${ONE}",
        "$$$${ONE}, $$${ONE}",
        "$ONE, $ONE",
        "${NONE:-$1\\\\}, $1\\",
    })
    void takeVariables(String text, String value) throws IOException {
        config.variable("ONE", "1")
                .variable("TWO", "2")
                .variable("EMPTY", "")
                .user("{\"projectType\": \"" + text + "\"}");
        assertThat(config.read().preferences().projectType()).contains(value);
    }

    @Test
    void takeVariablesInListsRulesAndForFlags() throws IOException {
        config.variable("YES", "true").variable("DIR", "gen").variable("SIZE", "2MB");
        var settings = config.user("""
                {"network": "${YES}", "autoCommit": "${NO:-false}", "blockedPaths": ["${DIR}/a"], "maxFileSize": "${SIZE}",
                 "requireConfirmation": "${YES}", "rules": [{"deny": "run make ${DIR}", "match": ["make ${DIR}"]}]}
                """).read();
        assertThat(settings.network()).isTrue();
        assertThat(settings.size().bytes()).isEqualTo(2 << 20);
        assertThat(settings.rules())
                .extracting(Rule::text)
                .containsExactly("deny gen/a", "ask write, delete, run, fetch, use", "deny run make gen");
    }

    /// Else who writes a project's file could read them.
    @Test
    void takeNoSecretsIntoAProjectsFile() throws IOException {
        config.variable("BUILD_TOKEN", "t").variable("HOST", "b.org");
        assertThat(config.project("{\"agentUrl\": \"https://${HOST}\"}")
                        .read()
                        .preferences()
                        .agentUrl()
                        .value())
                .isPresent();
        config.project("{\"agentUrl\": \"https://b.org/${BUILD_TOKEN}\"}");
        var refused = config.read().preferences().agentUrl();
        assertThatThrownBy(refused::value)
                .hasMessageContaining("config.json:1: a project's file cannot use ${BUILD_TOKEN}");
    }

    @ParameterizedTest
    @CsvSource({
        "sesame, sesame, true",
        "${WORK_KEY}, k-1, false",
        "keychain:work, keychain:work, false",
        "enc:AAA, enc:AAA, false",
        "[ENCRYPTED], [ENCRYPTED], false",
        "[encrypted], [encrypted], false"
    })
    void knowWhetherAKeyStandsThereForAllToRead(String text, String value, boolean plain) throws IOException {
        config.variable("WORK_KEY", "k-1").user("{\"apiKey\": \"" + text + "\"}");
        assertThat(config.read().preferences().apiKey().value())
                .contains(new Preferences.ApiKey(
                        value, USER + ":1", plain, value.equals("k-1") ? List.of("WORK_KEY") : List.of()));
        var listing = ConfigListing.of(config.files(), List.of(), Map.of());
        assertThat(listing.lines().toString()).doesNotContain("sesame", "k-1", "AAA");
    }

    @Test
    void areReadFromThePrototypesFile() throws IOException {
        var alias = config.files().user().resolveSibling(ALIAS);
        Files.createDirectories(alias.getParent());
        Files.writeString(alias, """
                {"agentUrl": "https://a.org", "apiKey": "${A_KEY:-k}", "toolPolicy": "standard",
                 "allowedCommands": ["npm test"], "recentCommands": []}
                """);
        Files.writeString(config.project().resolve(ALIAS), "{\"maxFileSize\": \"1MB\", \"apiKey\": \"${UNSET}\"}");
        var settings = config.read();
        assertThat(settings.preferences().agentUrl().value()).isPresent();
        assertThat(settings.modes().mode(null)).isEqualTo(ApprovalMode.EDITS);
        assertThat(settings.size().bytes()).isEqualTo(1 << 20);
        var project = config.project().resolve(ALIAS).toString();
        assertThat(settings.notices())
                .containsExactly(
                        "~/.config/coder/" + ALIAS
                                + " is read as your settings; its name now is config.json, in the same" + " folder",
                        "~/.config/coder/" + ALIAS + ":2: Coder knows no \"recentCommands\" (ignored)",
                        project + " is read as the project's settings; its name now is .coder/config.json",
                        project + ":1: \"apiKey\" counts in your own settings only (coder config set --user apiKey …);"
                                + " ignored");
        assertThat(ConfigFiles.hasAnything(config.project())).isTrue();
    }

    @Test
    void ofConfigJsonWinOverThePrototypesFile() throws IOException {
        config.user("{}");
        Files.writeString(config.files().user().resolveSibling(ALIAS), "{\"autoCommit\": true}");
        var settings = config.read();
        assertThat(settings.autoCommit()).isFalse();
        assertThat(settings.notices())
                .containsExactly("~/.config/coder/" + ALIAS + " is not read, for there is " + USER + "; remove it");
    }
}
