package dev.coder.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.AgentProcess;
import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.CoderProcess;
import dev.coder.e2e.harness.Home;
import dev.coder.e2e.harness.RecordingLine;
import dev.coder.e2e.harness.Signals;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Fault;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.ScriptedProvider;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import dev.coder.testing.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A planted key is where it is needed, and nowhere else.
class KeysTest {

    private static final String PASSPHRASE = "tulip" + "-horse-" + "9Kw2Rt7";
    private static final List<String> PLANTED = List.of(ScriptedProvider.KEY, AgentProcess.KEY, PASSPHRASE);

    /// What a command can find out about the processes of this user.
    private static final String SNOOP = """
            env; cat "$HOME"/.config/coder/*.jsonl; for p in /proc/[0-9]*; do
              if grep -qaF "$HOME" $p/environ; then tr '\\0' '\\n' < $p/environ; tr '\\0' ' ' < $p/cmdline; fi
            done 2>/dev/null; true""";

    @TempDir
    private Path temp;

    @Test
    void theLocalAgentsKeyIsNowhereButInItsRequests() throws Exception {
        var scenario = Scenario.of(Step.ask(Wish.run(SNOOP)), Step.say("Done."));
        try (var stage = Stage.of(temp, scenario)) {
            var coder = coder(stage);
            assertDone(coder.reading(input(ScriptedProvider.KEY))
                    .run("auth", "login", "anthropic", "--stdin", "--store", "passphrase"));

            var thinking = Fault.Hold.create();
            stage.provider().next(thinking);
            try (var turn = talking(coder).start("--debug", "--trace", "-p", "Look around.")) {
                assertThat(thinking.reached().await(60, TimeUnit.SECONDS)).isTrue();
                assertProcessesHoldNoKey(stage.home());
                Signals.send("QUIT", stage.localAgents().only().pid());
                thinking.release().countDown();
                assertDone(turn.outcome());
            }
            assertThat(stage.provider().requests()).hasSize(2);
            assertThat(sent(stage)).contains("HOME=").doesNotContain(PLANTED);
            assertLogHas(stage, "Full thread dump");
            assertKeptNowhere(stage);
        }
    }

    @Test
    void aProviderThatRepeatsTheKeyIsNotRepeated() throws Exception {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Done.")))) {
            var coder = coder(stage);
            assertDone(coder.reading(input(ScriptedProvider.KEY)).run("auth", "login", "anthropic", "--stdin"));
            var echo = """
                    {"error":{"type":"invalid_request_error","message":"no: %s"}}""".formatted(ScriptedProvider.KEY);
            stage.provider().next(new Fault.Status(400, Map.of(), echo));

            var turn = talking(coder).run("-p", "Hello?");
            assertThat(turn.exitCode()).isEqualTo(1);
            assertThat(turn.stderr()).contains("no: ");
            assertKeptNowhere(stage);
        }
    }

    @Test
    void aNewKeyMakesANewAgentAndTheOldOneNeedsNoStore() throws Exception {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Done.")))) {
            var coder = coder(stage);
            assertDone(coder.reading(input("sk-" + "wrong")).run("auth", "login", "anthropic", "--stdin"));
            var refused = talking(coder).run("-p", "Hello?");
            assertThat(refused.exitCode()).isNotZero();
            assertThat(refused.stderr())
                    .contains(
                            "check ANTHROPIC_API_KEY, which is stored; store another:", "auth login ANTHROPIC_API_KEY");
            assertDone(coder.reading(input(ScriptedProvider.KEY)).run("auth", "rotate", "anthropic", "--stdin"));
            assertDone(talking(coder).run("-p", "Hello?"));
            Files.delete(stage.home().folder().resolve(".config/coder/keys.enc"));
            assertDone(talking(coder).run("-p", "Still there?"));
            assertThat(coder.run("auth", "status").stdout()).contains("ANTHROPIC_API_KEY", "encrypted file");
        }
    }

    @Test
    @NeedsProgram("ps")
    void theFarAgentsKeyIsNowhereButInTheHeader() throws Exception {
        var look = "env; ps -ef | grep -a coder; cat \"$HOME\"/.config/coder/*.jsonl";
        var scenario = Scenario.of(Step.ask(Wish.run(look)), Step.say("Done."));
        try (var stage = Stage.of(temp, scenario);
                var agent = stage.serve(Wire.ANTHROPIC, "jdbc:sqlite:" + temp.resolve("served.db"));
                var line = RecordingLine.to(agent.address())) {
            var coder = coder(stage);
            var url = line.address().toString();
            var wrong = coder.reading(input("not-the-key-of-this-agent")).run("auth", "login", url, "--stdin");
            assertThat(wrong.exitCode()).isEqualTo(4);
            assertThat(wrong.stderr()).contains("does not accept this key");
            assertDone(coder.reading(input(AgentProcess.KEY)).run("auth", "login", url, "--stdin"));

            var alsoSet = talking(coder).with(Map.of("ANTHROPIC_API_KEY", ScriptedProvider.KEY));
            assertDone(alsoSet.run("--agent-url", url, "--debug", "--trace", "-p", "Look around."));

            var bearer = "Authorization: Bearer " + AgentProcess.KEY;
            assertThat(line.sent()).contains(bearer);
            assertThat(line.sent().replace(bearer, "")).contains("HOME=").doesNotContain(PLANTED);
            assertThat(sent(stage)).doesNotContain(PLANTED);
            assertKeptNowhere(stage);
            var shown = coder.run("trace", "show", "last");
            assertThat(shown.stdout()).contains("run_command").doesNotContain(PLANTED);
        }
    }

    /// The JDK's complaint about such a header would quote it.
    @Test
    void whatNoHeaderCanHoldIsNotRepeated() throws Exception {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Done.")));
                var line = RecordingLine.to(stage.provider().address())) {
            var torn = AgentProcess.KEY + "\n" + AgentProcess.KEY;
            var outcome = talking(coder(stage).with(Map.of("CODER_API_KEY", torn)))
                    .run("--agent-url", line.address().toString(), "--debug", "--trace", "-p", "Hello?");
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.stderr()).contains("CODER_API_KEY").doesNotContain(PLANTED);
            assertThat(line.sent()).isEmpty();

            var model = talking(coder(stage).with(Map.of("ANTHROPIC_API_KEY", ScriptedProvider.KEY + "\nx")))
                    .run("--debug", "--trace", "-p", "Hello?");
            assertThat(model.exitCode()).isNotZero();
            assertThat(model.stderr()).doesNotContain(PLANTED);
            assertKeptNowhere(stage);
        }
    }

    @Test
    void aKeyOnTheCommandLineIsRefusedAndNotRepeated() {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Done.")))) {
            for (var arguments : List.of(
                    List.of("auth", "login", "anthropic", ScriptedProvider.KEY),
                    List.of("auth", "login", "--key", ScriptedProvider.KEY, "anthropic"),
                    List.of("auth", "login", ScriptedProvider.KEY))) {
                var refused = coder(stage).run(arguments.toArray(String[]::new));
                assertThat(refused.exitCode()).isEqualTo(2);
                assertThat(refused.stderr()).contains("command line").doesNotContain(PLANTED);
            }
            assertKeptNowhere(stage);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// No model's key in the environment; a passphrase for the stored ones in a file outside.
    private Coder coder(Stage stage) {
        try {
            var passphrase = Files.writeString(temp.resolve("passphrase"), PASSPHRASE + "\n");
            Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
            return Coder.in(stage.home(), stage.project().folder())
                    .with(Map.of(
                            "CODER_KEY_PASSPHRASE_FILE",
                            passphrase.toString(),
                            "ANTHROPIC_BASE_URL",
                            stage.provider().address().toString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Coder talking(Coder coder) {
        return coder.withOptions("--model", Wire.ANTHROPIC.modelName(), "--approval-mode", "bypass");
    }

    private Path input(String key) throws IOException {
        return Files.writeString(temp.resolve("input"), key + "\n");
    }

    private static void assertDone(CoderProcess.Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
    }

    private static void assertProcessesHoldNoKey(Home home) throws IOException {
        var processes = home.processes().toList();
        assertThat(processes).hasSizeGreaterThanOrEqualTo(2);
        for (var process : processes) {
            for (var name : List.of("environ", "cmdline")) {
                var file = Path.of("/proc", Long.toString(process.pid()), name);
                assertThat(new String(Files.readAllBytes(file), ISO_8859_1)).doesNotContain(PLANTED);
            }
        }
    }

    private static void assertLogHas(Stage stage, String text) throws IOException {
        try (var logs = Files.list(stage.localAgents().folder())) {
            assertThat(logs.filter(file -> file.toString().endsWith(".log")))
                    .anySatisfy(log -> assertThat(log).content(ISO_8859_1).contains(text));
        }
    }

    private static String sent(Stage stage) {
        return stage.provider().requests().stream()
                .map(request -> request.body().toString())
                .collect(Collectors.joining("\n"));
    }

    /// Settings, state, what was printed, and the project.
    private static void assertKeptNowhere(Stage stage) throws IOException {
        assertNoFileHolds(stage.home().folder(), PLANTED);
        assertNoFileHolds(stage.project().folder(), PLANTED);
    }

    private static void assertNoFileHolds(Path folder, List<String> planted) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(planted);
            }
        }
    }
}
