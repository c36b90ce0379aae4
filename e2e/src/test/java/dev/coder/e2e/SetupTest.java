package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.Checkout;
import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.Home;
import dev.coder.e2e.harness.TmuxTerminal;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.ScriptedProvider;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.testing.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `coder setup` in a real terminal, from nothing to the first answer, and back.
@NeedsProgram("tmux")
class SetupTest {

    @TempDir
    private Path temp;

    private Home home;
    private Coder coder;

    @BeforeEach
    void open() throws IOException {
        home = Home.create(temp);
        coder = Coder.in(home, Files.createDirectory(temp.resolve("project")))
                .with(Map.of(
                        "CODER_STATE_DIR",
                        home.folder().resolve(".local/state/coder").toString()));
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void leadsFromNothingToTheFirstAnswerAndBack() throws IOException {
        for (var columns : List.of(40, 80, 120)) {
            setUp(columns);
            assertThat(home.folder().resolve(".config/coder/config.json"))
                    .content()
                    .contains("\"mode\": \"local\"", "\"model\": \"practice/demo\"", "\"toolPolicy\": \"standard\"");
            assertThat(home.folder().resolve(".local/bin/coder")).isSymbolicLink();
            try (var terminal = TmuxTerminal.start(coder, columns, 24, "setup", "--remove")) {
                assertThat(terminal.exitCode()).as(terminal.screen()).isZero();
            }
            assertThat(files()).as("at " + columns + " columns").containsExactly("tmp");
        }
    }

    private void setUp(int columns) {
        try (var terminal = TmuxTerminal.start(coder, columns, 24, "setup")) {
            terminal.await("> 1. on this machine").press("Down").await("> 2. far away");
            terminal.press("Up").await("> 1. on this").press("Enter");
            terminal.await("Whose models shall it use?").type("6");
            terminal.await("> 1. ask").press("Down").await("> 2. edits").press("Enter");
            terminal.await("Where are your projects").press("Enter");
            terminal.await("Put coder on the PATH?").type("y").press("Enter");
            terminal.await("Try it: ");
            assertThat(terminal.exitCode()).as(terminal.screen()).isZero();
            assertThat(terminal.everything()).contains("It works: practice/demo answers");
        }
    }

    @Test
    void asksAgainForAModelThatTheSettingsCouldNotHold() {
        try (var provider = ScriptedProvider.start(Scenario.of(Step.say("ok")));
                var terminal = TmuxTerminal.start(
                        coder.with(Wire.ANTHROPIC.environment(provider.address())),
                        100,
                        24,
                        "setup",
                        "--local",
                        "--provider",
                        "anthropic",
                        "--approval-mode",
                        "ask",
                        "--no-path",
                        "--no-completions")) {
            terminal.await("Key of Anthropic").press("Enter");
            terminal.await("Model of Anthropic").type("foo bar").press("Enter");
            terminal.await("needs PROVIDER/NAME").type("scripted-1").press("Enter");
            terminal.await("Where are your projects").press("Enter").await("Try it: ");
            assertThat(terminal.exitCode()).isZero();
            assertThat(home.folder().resolve(".config/coder/config.json"))
                    .content()
                    .contains("\"model\": \"anthropic/scripted-1\"");
        }
    }

    @Test
    void takesTheProvidersUsualModelWhenNoneIsNamed() throws IOException {
        try (var provider = ScriptedProvider.start(Scenario.of(Step.say("ok")))) {
            var key = Files.writeString(temp.resolve("key"), ScriptedProvider.KEY);
            var run = coder.with(Map.of(
                            "ANTHROPIC_API_KEY", "of-another-provider", "OPENAI_BASE_URL", provider.address() + "/v1"))
                    .reading(key)
                    .run("setup", "--yes", "--provider", "openai", "--key-stdin", "--no-path");
            assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isZero();
            assertThat(run.stdout()).containsPattern("It works: openai/\\S+ answers");
            assertThat(home.folder().resolve(".config/coder/config.json"))
                    .content()
                    .contains("\"model\": \"openai/")
                    .doesNotContain(ScriptedProvider.KEY);
            assertThat(coder.run("setup", "--remove", "--yes").exitCode()).isZero();
            assertThat(files()).containsExactly("tmp");
        }
    }

    @Test
    void escapeAndControlCLeaveWithoutATrace() throws IOException {
        for (var key : List.of("Escape", "C-c")) {
            try (var terminal = TmuxTerminal.start(coder, 80, 24, "setup")) {
                terminal.await("Where does the agent run?")
                        .press("Enter")
                        .await("Whose models shall it use?")
                        .press(key);
                assertThat(terminal.exitCode()).isEqualTo(130);
                assertThat(terminal.everything()).contains("nothing was changed");
            }
            assertThat(files()).containsExactly("tmp");
        }
    }

    @Test
    void asksInPlainNumberedLinesOnADumbTerminal() {
        try (var terminal = TmuxTerminal.run(
                coder, 80, 40, List.of("env", "TERM=dumb", Checkout.launcher().toString(), "setup"))) {
            terminal.await("Number, or Enter for 1:").press("Enter");
            terminal.await("6. the practice model").type("9").press("Enter").await("from 1 to 6");
            terminal.type("6").press("Enter").await("2. edits").press("Enter");
            terminal.await("Where are your projects")
                    .press("Enter")
                    .await("1. yes")
                    .type("n")
                    .press("Enter");
            terminal.await("Try it: ");
            assertThat(terminal.exitCode()).isZero();
        }
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(home.folder())) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
