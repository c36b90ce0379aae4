package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.AgentProcess;
import dev.coder.e2e.harness.Checkout;
import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.harness.TmuxTerminal;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.testing.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every command of these pages does what it is there for, in the order in which a reader meets them, by a user who has
/// nothing set up but a model. Blocks marked `sh` are run as they stand; of those marked `console` each line behind a
/// `$` is started in a terminal, and left by Esc and Ctrl-C.
@NeedsProgram({"openssl", "tmux"})
class DocumentedCommandsTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([^\\n]*)\\n(.*?)^```$");
    private static final String AGENT = "https://coder.example.com";

    @TempDir
    private Path temp;

    /// @param info what stands behind the back-ticks
    private record Block(String info, String text) {}

    @ParameterizedTest
    @ValueSource(strings = {"DEVELOPMENT", "CONFIG", "KEYS"})
    void runs(String name) throws IOException {
        var page = Checkout.root().resolve("docs").resolve(name + ".md");
        var blocks = BLOCK.matcher(Files.readString(page))
                .results()
                .map(found -> new Block(found.group(1).strip(), found.group(2)))
                .toList();
        try (var stage = Stage.of(temp, Scenario.of(Step.say("Done.")));
                var agent = stage.serve(Wire.ANTHROPIC, stage.sqlite())) {
            var reader = reader(stage);
            for (var block : blocks) {
                run(reader, new Block(block.info(), here(block.text(), agent)));
            }
        }
        assertThat(blocks).extracting(Block::info).contains("sh");
    }

    private static String here(String text, AgentProcess agent) {
        return text.replace(AGENT, agent.address().toString()).replace("./coder", "coder");
    }

    /// `coder` is on the PATH, an editor that changes nothing is set, and so is a key for the agent.
    private static Coder reader(Stage stage) throws IOException {
        var bin = Files.createDirectories(stage.home().folder().resolve("bin"));
        Files.createSymbolicLink(bin.resolve("coder"), Checkout.launcher());
        return Coder.in(stage.home(), stage.project().folder())
                .with(Wire.ANTHROPIC.environment(stage.provider().address()))
                .with(Map.of(
                        "PATH",
                        bin + ":/usr/local/bin:/usr/bin:/bin",
                        "EDITOR",
                        "true",
                        "SHELL",
                        "/bin/bash",
                        "CODER_MODEL",
                        Wire.ANTHROPIC.modelName(),
                        "KEY",
                        AgentProcess.KEY));
    }

    private static void run(Coder reader, Block block) {
        switch (block.info()) {
            case "sh" -> {
                var outcome = reader.runScript("set -euo pipefail\n" + block.text());
                assertThat(outcome.exitCode())
                        .as("%s%n%s%n%s", block.text(), outcome.stdout(), outcome.stderr())
                        .isZero();
            }
            case "console" -> typed(block).forEach(line -> look(reader, line));
            default ->
                assertThat(commands(block)).as("commands that nobody runs").isEmpty();
        }
    }

    private static List<String> typed(Block block) {
        return block.text()
                .lines()
                .filter(line -> line.startsWith("$ "))
                .map(line -> line.substring(2))
                .toList();
    }

    /// What a reader would type although the block is not marked for it. How Coder itself is built is not meant: the
    /// whole of these tests shows that.
    private static List<String> commands(Block block) {
        return block.text()
                .lines()
                .filter(line -> line.matches("(\\$ )?(\\./)?coder( .*)?"))
                .toList();
    }

    private static void look(Coder reader, String line) {
        try (var terminal = TmuxTerminal.run(reader, 100, 30, List.of("bash", "-c", line))) {
            terminal.await("anything", screen -> !screen.isBlank());
            terminal.press("Escape", "C-c", "C-c", "C-d");
            assertThat(terminal.exitCode())
                    .as(line + "\n" + terminal.everything())
                    .isBetween(0, 130);
        }
    }
}
