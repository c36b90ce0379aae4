package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.e2e.harness.AgentProcess;
import dev.coder.e2e.harness.Checkout;
import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.CoderProcess.Outcome;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One turn with each of the plan's files of settings, character by character, in each place where it may stand.
class PlanFilesTurnTest {

    private static final Pattern OK_SANDBOX = Pattern.compile("OK  +sandbox");
    private static final int USAGE = 2;
    private static final int NOT_ALLOWED = 4;

    @TempDir
    private Path temp;

    private Stage stage;
    private Coder coder;

    @BeforeEach
    void open() {
        stage = Stage.of(temp, Scenario.of(Step.ask(Wish.run("cat README.md")), Step.say("Done.")));
        coder = Coder.in(stage.home(), stage.project().folder())
                .with(Wire.ANTHROPIC.environment(stage.provider().address()));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void given(String file, String place) throws IOException {
        var text = Files.readString(Checkout.root()
                .resolve("cli/src/test/resources/dev/coder/cli/plan")
                .resolve(file + ".json"));
        var path = stage.home().folder().resolve(".config/coder/" + place);
        if (place.startsWith("PROJECT/")) {
            path = stage.project().file(place.substring("PROJECT/".length()));
        }
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /// None of the variables is set: the local agent needs none of them.
    @ParameterizedTest
    @CsvSource({
        "personal,  config.json",
        "personal,  agentuity-coder.config.json",
        "personal,  PROJECT/.coder/config.json",
        "developer, config.json",
        "developer, PROJECT/agentuity-coder.config.json",
        "team,      config.json",
        "team,      PROJECT/.coder/config.json",
        "team,      PROJECT/agentuity-coder.config.json",
    })
    void aLocalTurnGoesThrough(String file, String place) throws IOException {
        given(file, place);
        for (var mode : List.of("ask", "bypass")) {
            assertDone(turn("--local", "--trust", "--approval-mode", mode));
        }
        assertDone(turn("--local"));
        assertThat(coder.run("tool", "list").exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "personal, config.json",
        "developer, config.json",
        "developer, PROJECT/.coder/config.json",
        "team, config.json",
        "team, PROJECT/.coder/config.json",
    })
    void aLocalTurnGoesThroughInTheSandbox(String file, String place) throws IOException {
        var doctor = coder.run("doctor", "--offline").stdout();
        assumeTrue(OK_SANDBOX.matcher(doctor).find(), "no sandbox works on this machine");
        given(file, place);
        assertDone(turn("--local", "--trust", "--approval-mode", "auto"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"personal", "developer", "team"})
    void theDemoAndSetUpGoThrough(String file) throws IOException {
        given(file, "config.json");
        var demo = coder.run("demo");
        assertThat(demo.exitCode()).as(demo.stderr()).isZero();
        var setup = coder.run("setup", "--yes", "--local", "--provider", "practice", "--no-path", "--no-completions");
        assertThat(setup.exitCode()).as(setup.stderr()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "personal,  4, no key is stored for it; store it:",
        "developer, 2, config.json:1: the variable CODER_API_KEY is not set",
        "team,      2, config.json:1: the variable TEAM_AGENT_URL is not set",
    })
    void aTurnThatNeedsWhatIsMissingSaysSo(String file, int code, String sentence) throws IOException {
        given(file, "config.json");
        var outcome = turn("--approval-mode", "ask");
        assertThat(outcome.exitCode()).as(outcome.stderr()).isEqualTo(code);
        assertThat(outcome.stderr()).contains(sentence);
        var doctor = coder.run("doctor");
        assertThat(doctor.exitCode()).isEqualTo(USAGE);
        assertThat(doctor.stdout()).contains(sentence);
    }

    @Test
    void aTurnGoesToTheAgentThatTheVariableNames() throws IOException {
        given("team", "config.json");
        try (var agent = stage.serve(Wire.ANTHROPIC, stage.sqlite())) {
            var there =
                    coder.with(Map.of("TEAM_AGENT_URL", agent.address().toString(), "CODER_API_KEY", AgentProcess.KEY));
            assertDone(turn(there, "--trust", "--approval-mode", "ask"));
            assertThat(stage.localAgents().announced()).isEmpty();
        }
    }

    /// A project's file may name an agent, to which nobody is led without being asked.
    @Test
    void aProjectsAgentIsAskedForFirst() throws IOException {
        given("team", "PROJECT/.coder/config.json");
        try (var agent = stage.serve(Wire.ANTHROPIC, stage.sqlite())) {
            var there =
                    coder.with(Map.of("TEAM_AGENT_URL", agent.address().toString(), "CODER_API_KEY", AgentProcess.KEY));
            var outcome = turn(there, "--trust", "--approval-mode", "ask");
            assertThat(outcome.exitCode()).isEqualTo(USAGE);
            assertThat(outcome.stderr()).contains("of which you were never asked", "--local");
        }
    }

    @Test
    void aRefusedKeyOfTheSettingsIsKeptNowhere() throws IOException {
        var file = stage.home().folder().resolve(".config/coder/config.json");
        Files.createDirectories(file.getParent());
        try (var agent = stage.serve(Wire.ANTHROPIC, stage.sqlite())) {
            var text = "{\"agentUrl\": \"" + agent.address() + "\",\n\"apiKey\": \"not-the-key-of-this-agent\"}";
            Files.writeString(file, text);
            var refused = turn("--trust", "--approval-mode", "ask");
            assertThat(refused.exitCode()).isEqualTo(NOT_ALLOWED);
            assertThat(refused.stderr())
                    .contains("the key that stands in ~/.config/coder/config.json:2", "auth login " + agent.address())
                    .doesNotContain("not-the-key-of-this-agent", "CODER_API_KEY");
            assertThat(file).hasContent(text);
            assertThat(coder.run("auth", "status").stdout()).contains("No key is stored");

            Files.writeString(file, text.replace("not-the-key-of-this-agent", AgentProcess.KEY));
            var moved = turn("--trust", "--approval-mode", "ask");
            assertDone(moved);
            assertThat(moved.stderr()).contains("config.json:2: the key stood there for all to read");
            assertThat(file).content().contains("keychain:" + agent.address()).doesNotContain(AgentProcess.KEY);
            assertDone(turn("--trust", "--approval-mode", "ask"));
        }
    }

    private Outcome turn(String... options) {
        return turn(coder, options);
    }

    private static Outcome turn(Coder coder, String... options) {
        return coder.withOptions("--model", Wire.ANTHROPIC.modelName())
                .withOptions(options)
                .run("-p", "Look.");
    }

    private static void assertDone(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(outcome.stdout()).contains("Done.");
    }
}
