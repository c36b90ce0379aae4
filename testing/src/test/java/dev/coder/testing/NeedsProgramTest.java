package dev.coder.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NeedsProgramTest {

    private static final String NO_GIT = "git is not installed (apt-get install git)";

    @TempDir
    private Path bin;

    @Test
    void skipsEachTestByNameAndNothingOfItRuns() throws Exception {
        assertThat(run(NeedyClass.class))
                .containsExactly("skipped needsGit: " + NO_GIT, "skipped needsMore: " + both());
    }

    @Test
    void skipsOnlyWhatIsMissing() throws Exception {
        install("git");
        assertThat(run(NeedyClass.class))
                .containsExactly(
                        "before all",
                        "before each",
                        "ran needsGit",
                        "after each",
                        "passed needsGit",
                        "skipped needsMore: tmux is not installed (apt-get install tmux)",
                        "after all");
    }

    @Test
    void aProgramThatIsNotListedFailsTheTestEverywhere() throws Exception {
        install("frobnicate");
        assertThat(run(UnlistedClass.class)).singleElement().asString().startsWith("failed needsAnUnlistedProgram");
        assertThatThrownBy(() -> ProgramList.read().missing(List.of("frobnicate")))
                .hasMessageContaining("frobnicate is not in testing/");
    }

    @Test
    void namesEveryPackageOfAProgram() {
        assertThat(ProgramList.read().explain(List.of("cc")))
                .isEqualTo("cc is not installed (apt-get install gcc libc6-dev)");
    }

    private static String both() {
        return "git and tmux are not installed (apt-get install git tmux)";
    }

    private void install(String program) throws IOException {
        var everything = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.setPosixFilePermissions(Files.createFile(bin.resolve(program)), everything);
    }

    /// In a process of its own, as the PATH is at stake.
    private List<String> run(Class<?> tests) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestRun.class.getName(),
                        tests.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PATH", "/nonexistent:" + bin);
        var process = builder.start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
