package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coder.e2e.harness.CoderProcess;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `coder dev`: an agent in the foreground that every CLI of the same state folder uses.
class DevTest {

    @TempDir
    private Path temp;

    @Test
    void servesTheOtherClisShowsWhatHappensAndStartsAnew() throws IOException {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Here I am.")));
                var dev = start(stage)) {
            var coder = stage.coder(Wire.ANTHROPIC);
            await().atMost(Duration.ofSeconds(60)).until(() -> dev.stdout().contains("listens on http://127.0.0.1:"));
            assertThat(coder.run("-p", "Hello?").stdout()).isEqualTo("Here I am.\n");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(dev.stderr())
                            .containsPattern("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  POST +/v1/sessions 201 \\d+ ms")
                            .contains("turn starts", "asks anthropic/", "turn done (end_turn)")
                            .doesNotContain("Here I am"));
            assertThat(coder.run("agent", "status", "--json").stdout().lines()).hasSize(1);

            Files.writeString(variables(), "CODER_TEST=2\n");
            await().atMost(Duration.ofSeconds(60)).until(() -> dev.stdout().split("listens on", -1).length == 3);
            assertThat(dev.stdout()).contains("dev.env changed: the agent starts anew.");
            assertThat(coder.run("-p", "Hello?").stdout()).isEqualTo("Here I am.\n");

            dev.interrupt();
            assertThat(dev.outcome().exitCode()).isEqualTo(130);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> stage.localAgents().alive().isEmpty());
        }
    }

    private Path variables() {
        return temp.resolve("dev.env");
    }

    private CoderProcess start(Stage stage) throws IOException {
        Files.writeString(variables(), "CODER_TEST=1\n");
        return stage.coder(Wire.ANTHROPIC)
                .start("dev", "--env-file", variables().toString());
    }
}
