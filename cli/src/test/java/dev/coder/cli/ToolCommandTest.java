package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.terminal.Streams;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.ToolSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolCommandTest {

    @TempDir
    private Path folder;

    private Path project;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void create() throws IOException {
        project = Files.createDirectory(folder.resolve("project"));
    }

    @Test
    void listsWhatTheModelIsOffered() {
        assertThat(run("tool", "list")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .anySatisfy(line -> assertThat(line).startsWith("read_file "))
                .anySatisfy(line -> assertThat(line).startsWith("run_command "));

        assertThat(run("tool", "list", "--json")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> ProtocolJson.read(ToolSpec.class, line)))
                .extracting(ToolSpec::name)
                .contains("read_file", "run_command")
                .doesNotHaveDuplicates();
    }

    @Test
    void runsOneCallAndPrintsWhatTheModelWouldGet() throws IOException {
        Files.writeString(project.resolve("a.txt"), "hello\n");
        assertThat(runTool("read_file", "{\"path\":\"a.txt\"}")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("hello");
    }

    @Test
    void keepsToTheApprovalMode() {
        var write = "{\"path\":\"b.txt\",\"content\":\"x\"}";
        assertThat(runTool("write_file", write)).isEqualTo(5);
        assertThat(project.resolve("b.txt")).doesNotExist();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("nobody can be asked");

        assertThat(runTool("write_file", write, "--approval-mode", "bypass", "--json"))
                .isZero();
        assertThat(project.resolve("b.txt")).hasContent("x");
        assertThat(ProtocolJson.read(ToolResult.class, out.toString(StandardCharsets.UTF_8))
                        .success())
                .isTrue();

        assertThat(runTool("write_file", write.replace("\"x\"", "\"y\""), "--approval-mode", "bypass"))
                .isZero();
        assertThat(project.resolve("b.txt")).hasContent("y");
    }

    @Test
    void saysWhatIsWrongWithACall() {
        assertThat(runTool("no_such_tool", "{}")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no_such_tool", "read_file");
        assertThat(runTool("read_file", "{\"path\"")).isEqualTo(2);
        assertThat(runTool("read_file", "{\"path\":\"gone.txt\"}")).isEqualTo(1);
        assertThat(run("tool")).isEqualTo(2);
    }

    @Test
    void leavesNothingOfItsSessionBehind() {
        runTool("todo", "{\"items\":[{\"text\":\"x\"}]}");
        assertThat(folder.resolve("state/sessions")).isEmptyDirectory();
    }

    private int runTool(String name, String parameters, String... options) {
        var line = new String[] {"tool", "run", name, parameters, "--project", project.toString()};
        var all = new String[line.length + options.length];
        System.arraycopy(line, 0, all, 0, line.length);
        System.arraycopy(options, 0, all, line.length, options.length);
        return run(all);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var environment = Map.of(
                "CODER_STATE_DIR", folder.resolve("state").toString(),
                "HOME", folder.toString(),
                "PATH", System.getenv("PATH"));
        return CliMain.run(arguments, environment, new Streams(print(out), print(err), false, false, false, false));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
