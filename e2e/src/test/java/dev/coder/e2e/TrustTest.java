package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a repository that nobody has trusted yet can do: nothing.
class TrustTest {

    private static final int CALL_REFUSED = 5;

    @TempDir
    private Path temp;

    private Stage stage;
    private Coder coder;

    @BeforeEach
    void open() {
        stage = Stage.of(
                temp, Scenario.of(Step.ask(Wish.read("README.md"), Wish.write("new.txt", "x")), Step.say("Done.")));
        coder = Coder.in(stage.home(), stage.project().folder())
                .with(Wire.ANTHROPIC.environment(stage.provider().address()))
                .withOptions("--model", Wire.ANTHROPIC.modelName(), "--once");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void onlyReadsWhereNobodyCanBeAsked() {
        var outcome = coder.withOptions("--approval-mode", "auto").run("Write it");
        assertThat(outcome.exitCode()).as(outcome.stderr()).isEqualTo(CALL_REFUSED);
        assertThat(outcome.stdout() + outcome.stderr()).contains("not trusted", "--trust", "plan mode");
        assertThat(stage.project().lines("new.txt")).isEmpty();
    }

    @Test
    void worksOnceItIsTrusted() {
        assertThat(coder.withOptions("--approval-mode", "edits", "--trust")
                        .run("Write it")
                        .exitCode())
                .isZero();
        assertThat(stage.project().lines("new.txt")).containsExactly("x");
    }

    @Test
    void hasNoVoteOnHowMuchGoesUnasked() {
        stage.project().write(".coder/config.json", "{\n\"toolPolicy\": \"permissive\",\n\"allowedPaths\": [\"/\"]}");
        var outcome = coder.withOptions("--approval-mode", "ask", "--trust").run("Write it");
        assertThat(outcome.exitCode()).as(outcome.stderr()).isEqualTo(CALL_REFUSED);
        assertThat(outcome.stdout() + outcome.stderr()).contains("config.json:2", "config.json:3", "would loosen");
        assertThat(stage.project().lines("new.txt")).isEmpty();
    }
}
