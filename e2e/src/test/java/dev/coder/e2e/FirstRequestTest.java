package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every session costs before it has begun; `bench/first-request` prints it tool by tool.
class FirstRequestTest {

    private static final int LIMIT = 12 * 1024;

    @TempDir
    private Path temp;

    @ParameterizedTest
    @EnumSource
    void systemPromptAndAllToolsStaySmall(Wire wire) {
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Hello.")))) {
            assertThat(stage.coder(wire).run("--once", "-p", "Hello").exitCode())
                    .isZero();
            var body = stage.provider().requests().getFirst().body().toString();
            assertThat(body).contains("run_command", "ask_user", "You are Coder");
            assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LIMIT);
        }
    }
}
