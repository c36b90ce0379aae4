package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.coder.e2e.harness.AgentApi;
import dev.coder.e2e.harness.AgentProcess;
import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.CoderProcess.Outcome;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Whatever the user gives: one clear sentence, a fixed exit code, and everything works as before.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

    private static final String ANSWER = "All is well.";
    private static final int TEN_MEGABYTES = 10_000_000;

    private Path temp;

    private Stage stage;
    private AgentProcess agent;
    private Coder coder;
    private String sessionId;

    @BeforeAll
    void open(@TempDir Path folder) {
        temp = folder;
        stage = Stage.of(temp, Scenario.of(Step.say(ANSWER)));
        agent = stage.serve(Wire.ANTHROPIC, stage.sqlite());
        coder = stage.coder(Wire.ANTHROPIC, agent.api());
        assertThat(coder.run("-p", "Hello?").exitCode()).isZero();
        sessionId = agent.api().sessions().getFirst().sessionId().value();
    }

    @AfterAll
    void close() {
        agent.close();
        stage.close();
    }

    @AfterEach
    void theSessionStillWorks() {
        var outcome = coder.run("-p", "--session", sessionId, "Still well?");
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(stage.provider().violations()).isEmpty();
    }

    @Test
    void anAgentThatCannotBeReached() {
        var nowhere = new AgentApi(URI.create("http://127.0.0.1:1"), AgentProcess.KEY);
        assertRefused(stage.coder(Wire.ANTHROPIC, nowhere).run("-p", "Hello?"), 3);
        assertRefused(coder.withOptions("--agent-url", "not a url").run("-p", "Hello?"), 2);
    }

    @Test
    void aWrongKey() {
        var wrong = new AgentApi(agent.address(), "wrong-key-of-these-tests");
        assertRefused(stage.coder(Wire.ANTHROPIC, wrong).run("-p", "Hello?"), 4);
    }

    @Test
    void anUnknownModel() {
        assertRefused(coder.withOptions("--model", "anthropik/none").run("-p", "Hello?"), 2);
        assertRefused(coder.withOptions("--model", "gemini/without-a-key").run("-p", "Hello?"), 2);
    }

    @Test
    void aSessionThatDoesNotExist() {
        assertRefused(coder.run("-p", "--session", "ses_0000000000", "Hello?"), 7);
        assertRefused(coder.run("-p", "--session", "no session id", "Hello?"), 2);
        assertRefused(coder.at(stage.anotherProject().folder()).run("-p", "--continue"), 7);
    }

    @Test
    void anUnknownOptionOrMode() {
        assertRefused(coder.run("--no-such-option"), 2);
        assertRefused(coder.withOptions("--approval-mode", "careless").run("-p", "Hello?"), 2);
    }

    @Test
    void noPromptAtAll() {
        assertRefused(coder.run("-p"), 2);
    }

    @Test
    void aProjectFolderThatDoesNotExist() {
        assertRefused(coder.run("-p", "--project", temp.resolve("nowhere").toString(), "Hello?"), 2);
        assertRefused(
                coder.run("-p", "--project", stage.project().file("README.md").toString(), "Hello?"), 2);
    }

    @Test
    void aProjectFolderThatCannotBeRead() throws IOException {
        var closed = Files.createDirectory(
                temp.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        assumeFalse(Files.isReadable(closed), "root may read everything");
        assertRefused(coder.run("-p", "--project", closed.toString(), "Hello?"), 2);
    }

    @Test
    void aPromptOfTenMegabytes() throws IOException {
        var huge = Files.writeString(temp.resolve("huge.txt"), "word ".repeat(TEN_MEGABYTES / 5));
        assertRefused(coder.reading(huge).run("-p"), 2);
    }

    private static void assertRefused(Outcome outcome, int exitCode) {
        assertThat(outcome.exitCode()).as(outcome.stderr()).isEqualTo(exitCode);
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.stderr()).isNotBlank().doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(outcome.stderr().strip().lines().count())
                .as(outcome.stderr())
                .isLessThanOrEqualTo(3);
    }
}
