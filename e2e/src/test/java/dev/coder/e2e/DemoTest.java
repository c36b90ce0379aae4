package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.Home;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody sees who has never used Coder.
class DemoTest {

    @TempDir
    private Path temp;

    private Home home;
    private Coder coder;

    @BeforeEach
    void open() {
        home = Home.create(temp);
        coder = Coder.in(home, home.folder());
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void theDemoRepairsTheSampleWithoutAKeyAndSaysWhatComesNext() {
        var demo = coder.run("demo");

        assertThat(demo.exitCode()).as(demo.stdout() + demo.stderr()).isZero();
        assertThat(demo.stdout() + demo.stderr())
                .contains("practice model", "ANTHROPIC_API_KEY")
                .doesNotContain("Exception in");
    }

    @Test
    void theDemoLeavesNoProcessBehindWhereNothingMayStay() {
        assertThat(coder.with(Map.of("CI", "true")).run("demo").exitCode()).isZero();
        Awaitility.await().until(() -> home.processes().findAny().isEmpty());
    }

    @Test
    void tellsItsVersionAndItsHelp() {
        var version = coder.run("--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.stdout()).containsPattern("\\d+\\.\\d+\\.\\d+").hasLineCount(1);

        var help = coder.run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.stdout())
                .contains(
                        "--print",
                        "--continue",
                        "--session",
                        "--approval-mode",
                        "--model",
                        "--agent-url",
                        "demo",
                        "serve");
        assertThat(home.processes()).isEmpty();
    }

    @Test
    void withoutAModelItSaysTheThreeWaysToGoOn() {
        var outcome = coder.run("-p", "Hello?");

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.stderr()).contains("ANTHROPIC_API_KEY", "coder demo").containsIgnoringCase("ollama");
        assertThat(outcome.stderr()).doesNotContain("Exception").doesNotContain("\tat ");
    }
}
