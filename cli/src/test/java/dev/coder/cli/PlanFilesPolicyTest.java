package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.cli.terminal.Streams;
import dev.coder.testing.NeedsProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the words of the plan's files of settings mean for commands and paths.
class PlanFilesPolicyTest {

    private static final int DONE = 0;
    private static final int REFUSED = 5;

    @TempDir
    private Path folder;

    private Path home = Path.of("/");
    private Path project = Path.of("/");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeFolders() throws IOException {
        home = folder.toRealPath().resolve("home");
        project = Files.createDirectories(home.resolve("proj"));
        Files.writeString(project.resolve("a.txt"), "alpha");
    }

    private void given(PlanFile file, PlanFile.Place place) throws IOException {
        place.write(home, file);
        assertThat(run("trust", project.toString())).isZero();
    }

    /// `requireConfirmation`: in every mode, however it is called.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm a.txt",
                "rm -f a.txt",
                "env rm a.txt",
                "ls *.txt | xargs rm",
                "find . -name a.txt -exec rm {} \\\\;",
                "true && rm a.txt",
                "sudo rm a.txt",
                "sudo -n true",
                "bash -c 'rm a.txt'",
            })
    void asksForThePrograms(String command) throws IOException {
        for (var place : new PlanFile.Place[] {PlanFile.Place.OWN, PlanFile.Place.PROJECT}) {
            given(PlanFile.TEAM, place);
            for (var mode : new String[] {"ask", "bypass"}) {
                assertThat(command(mode, command)).as(said()).isEqualTo(REFUSED);
                assertThat(project.resolve("a.txt")).exists();
            }
        }
    }

    @Test
    void asksForNoOthersInBypass() throws IOException {
        given(PlanFile.TEAM, PlanFile.Place.OWN);
        assertThat(command("bypass", "touch other")).as(said()).isEqualTo(DONE);
        assertThat(command("bypass", "echo remove")).as(said()).isEqualTo(DONE);
    }

    /// `allowedCommands` of your own file: the programs go unasked.
    @Test
    @NeedsProgram("git")
    void allowsThePrograms() throws IOException {
        given(PlanFile.PERSONAL, PlanFile.Place.OWN);
        assertThat(command("ask", "git init --quiet sub")).as(said()).isEqualTo(DONE);
        assertThat(project.resolve("sub/.git")).exists();
        assertThat(command("ask", "touch other")).isEqualTo(REFUSED);
    }

    /// `allowedCommands` of a project's file: others that may change something are refused, and nothing is allowed.
    @Test
    @NeedsProgram("git")
    void narrowsToThePrograms() throws IOException {
        given(PlanFile.TEAM, PlanFile.Place.PROJECT);
        assertThat(command("bypass", "touch other")).isEqualTo(REFUSED);
        assertThat(said()).contains(".coder/config.json");
        assertThat(project.resolve("other")).doesNotExist();
        assertThat(command("ask", "git init --quiet sub")).isEqualTo(REFUSED);
        assertThat(command("bypass", "git init --quiet sub")).as(said()).isEqualTo(DONE);
        assertThat(command("ask", "cat a.txt")).as(said()).isEqualTo(DONE);
    }

    /// `blockedPaths`: programs start, what is named is refused.
    @ParameterizedTest
    @ValueSource(strings = {"ask", "auto", "bypass"})
    @NeedsProgram("git")
    void blocksSystemFoldersByNameOnly(String mode) throws IOException {
        assumeTrue(!mode.equals("auto") || Sandboxes.working().isPresent(), "no sandbox works on this machine");
        for (var place : new PlanFile.Place[] {PlanFile.Place.OWN, PlanFile.Place.PROJECT}) {
            given(PlanFile.TEAM, place);
            assertThat(command(mode, "cat a.txt")).as(said()).isEqualTo(DONE);
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("alpha").doesNotContain("bwrap:");
            assertThat(command(mode, "git --version")).as(said()).isEqualTo(DONE);
            assertThat(command(mode, "cat /etc/passwd")).isEqualTo(REFUSED);
            assertThat(command(mode, "ls /usr")).isEqualTo(REFUSED);
            assertThat(command(mode, "/bin/cat a.txt")).isEqualTo(REFUSED);
            assertThat(tool(mode, "read_file", "{\"path\":\"/etc/passwd\"}")).isEqualTo(REFUSED);
        }
    }

    private int command(String mode, String command) {
        return tool(mode, "run_command", "{\"command\":\"" + command + "\"}");
    }

    private int tool(String mode, String name, String parameters) {
        return run("tool", "run", name, parameters, "--project", project.toString(), "--approval-mode", mode);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var environment = new HashMap<>(PlanFile.VARIABLES);
        environment.put("HOME", home.toString());
        environment.put("CODER_STATE_DIR", home.resolve("state").toString());
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        var streams = new Streams(print(out), print(err), false, false, false, false);
        return CliMain.run(arguments, Map.copyOf(environment), streams);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
