package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.terminal.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

class CliMainTest {

    private static final String NOWHERE = "http://127.0.0.1:1";

    /// A run does not wait for its note of the projects that it used, which may come while the folder is deleted.
    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void answersBadInputWithOneSentenceAndAFixedCode() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "x").toString();
        var gone = folder.resolve("gone").toString();
        var cases = List.of(
                List.of("2", "contradict", "--local", "--agent-url", NOWHERE, "hi"),
                List.of("2", "contradict", "--session", "ses_1", "--continue"),
                List.of("2", "contradict", "-p", "--output", "jsonl", "hi"),
                List.of("2", "--take-over", "--take-over", "hi"),
                List.of("2", "--max-steps", "--max-steps", "0", "hi"),
                List.of("2", "not the URL", "--agent-url", "ftp://x", "hi"),
                List.of("2", "not the URL", "--agent-url", "http://user:pw@host", "hi"),
                List.of("2", "does not exist", "--project", gone, "hi"),
                List.of("2", "is not a folder", "--project", file, "hi"),
                List.of("2", "empty", " "),
                List.of("2", "coder --help", "--approval-mode", "yolo", "hi"),
                List.of("2", "coder --help", "--nonsense"),
                List.of("2", "contradicts --print", "-i", "-p", "hi"),
                List.of("2", "contradicts --output", "--interactive", "--output", "json", "hi"),
                List.of("2", "needs a terminal", "--interactive"),
                List.of("2", "needs a terminal", "--trace", "--interactive", "hi"),
                List.of("2", "is a folder, not a prompt", "-p", folder.toString()),
                List.of("2", "is a folder, not a prompt", "."),
                List.of("2", "--approval-mode stands before", "--approval-mode", "plan", "tool", "list"),
                List.of("2", "--trust stands before \"tool run\"", "--trust", "tool", "run", "read_file", "{}"),
                List.of("2", "put a prompt in quotes", "please", "trust"),
                List.of("2", "cannot use it", "--agent-url", NOWHERE, "doctor"),
                List.of("2", "cannot use it", "--local", "config", "set", "model", "x"),
                List.of("2", "does not exist", "--project", gone, "undo"),
                List.of("2", "is not a folder", "--project", gone, "undo", "--project", file),
                List.of("3", "cannot be reached", "--agent-url", NOWHERE, "sessions", "list"),
                List.of("3", "cannot be reached", "--agent-url", NOWHERE, "hi"),
                List.of("3", "no agent beside this CLI", "hi"));
        for (var line : cases) {
            var arguments = line.subList(2, line.size());
            assertThat(run(Map.of("CODER_STATE_DIR", gone + "-state"), arguments))
                    .as("%s", arguments)
                    .isEqualTo(Integer.parseInt(line.getFirst()));
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .as("%s", arguments)
                    .contains(line.get(1))
                    .startsWith("coder: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void saysWhichStateFolderIsNoGood() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "x").toString();
        assertThat(run(Map.of("CODER_STATE_DIR", file), List.of("hi"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("CODER_STATE_DIR")
                .hasLineCount(1);
    }

    @Test
    void listsAllCommandsAndExitCodesInTheHelp() {
        assertThat(run(Map.of(), List.of("--help"))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("demo", "agent", "serve", "--take-over", "130", "cancelled by the user");
    }

    @Test
    void everyCommandExplainsItself() {
        for (var command :
                List.of("tool", "tool run", "agent", "agent stop", "policy check", "trust", "undo", "redact")) {
            var line = Stream.concat(Stream.of(command.split(" ")), Stream.of("--help"));
            assertThat(run(Map.of(), line.toList())).as(command).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: coder " + command);
        }
    }

    @Test
    void saysWhenNoLocalAgentRuns() {
        var environment = Map.of("CODER_STATE_DIR", folder.resolve("state").toString());
        assertThat(run(environment, List.of("agent", "status"))).isEqualTo(3);
        assertThat(run(environment, List.of("agent", "stop"))).isZero();
        assertThat(run(environment, List.of("agent"))).isEqualTo(2);
    }

    private int run(Map<String, String> environment, List<String> arguments) {
        out.reset();
        err.reset();
        var streams = new Streams(print(out), print(err), true, false, false, false);
        var ofAUser = new HashMap<>(environment);
        ofAUser.put("HOME", folder.toString());
        return CliMain.run(arguments.toArray(String[]::new), ofAUser, streams);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
