package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Recovered;
import dev.coder.plugin.ToolException;
import dev.coder.protocol.ToolResult;
import dev.coder.testing.NeedsProgram;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessToolTest {

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() {
        project = new TestProject(folder);
    }

    @AfterEach
    void leaveTheSession() {
        project.session.close();
    }

    @Test
    void startsWaitsForAPatternReadsWritesAndStops() throws Exception {
        assertThat(process("start", "command", "echo up; while read -r x; do echo \"got $x\"; done", "pattern", "^up$"))
                .isEqualTo("p1 is running\nup\n");
        assertThat(process("write", "id", "p1", "input", "one\ntwo\n", "pattern", "got two"))
                .isEqualTo("p1 is running\ngot one\ngot two\n");
        assertThat(process("read", "id", "p1")).isEqualTo("p1 is running\n[no new output]");
        assertThat(process("list")).startsWith("p1 is running: echo up; while read");
        assertThat(process("stop", "id", "p1")).isEqualTo("p1 was stopped\n[no new output]");
        assertThat(project.text("read_output", "handle", "p1", "grep", "got"))
                .isEqualTo("3: got one\n11: got two\n[2 lines match]");
        assertThatThrownBy(() -> process("write", "id", "p1", "input", "x")).hasMessageContaining("p1 was stopped");
    }

    @Test
    void tellsOfAProcessThatEndsAtOnce() throws Exception {
        assertThat(process("start", "command", "echo no >&2; exit 3")).isEqualTo("p1 has ended with exit code 3\nno\n");
        var failure = catchThrowableOfType(
                ToolException.class, () -> process("start", "command", "echo no; exit 3", "pattern", "yes"));
        assertThat(failure).hasMessage("p2 has ended with exit code 3 before: the pattern yes");
    }

    @Test
    void waitsForTheEnd() throws Exception {
        process("start", "command", "read x; echo bye");
        var failure = catchThrowableOfType(ToolException.class, () -> process("wait", "id", "p1", "timeout", 50))
                .toResult("call_1");
        assertThat(failure.errorCode()).isEqualTo(ToolResult.TIMEOUT);
        assertThat(process("write", "id", "p1", "input", "\u0004", "pattern", "bye"))
                .endsWith("\nbye\n");
        assertThat(process("wait", "id", "p1")).isEqualTo("p1 has ended with exit code 0\n[no new output]");
    }

    @Test
    void waitsForAPort() throws Exception {
        var port = freePort();
        var command = "exec perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(LocalAddr => \"127.0.0.1\", "
                + "LocalPort => " + port + ", Listen => 1, ReuseAddr => 1); sleep 300'";
        assertThat(process("start", "command", command, "port", port)).startsWith("p1 is running");
        assertThatThrownBy(() -> process("start", "command", command, "port", port))
                .hasMessageContaining("something listens on port " + port + " already");
    }

    @Test
    @NeedsProgram("script")
    void givesATerminalToWhoNeedsOne() throws Exception {
        assertThat(process(
                        "start",
                        "command",
                        "tty; stty size; read -rp 'Name? ' x; echo \"Hi $x\"",
                        "pty",
                        true,
                        "pattern",
                        "Name"))
                .matches("(?s)p1 is running\\n/dev/pts/\\d+\\n24 100\\nName\\? ");
        assertThat(process("write", "id", "p1", "input", "Bob\n", "pattern", "Hi Bob"))
                .endsWith("Bob\nHi Bob\n");
        assertThat(process("wait", "id", "p1")).startsWith("p1 has ended with exit code 0");
    }

    @Test
    void doesNotHangOnAProcessThatReadsNothing() throws Exception {
        process("start", "command", "exec sleep 300");
        assertThatThrownBy(() -> process("write", "id", "p1", "input", "x".repeat(100_000)))
                .hasMessageContaining("p1 does not read its input");
    }

    @Test
    void declaresWhatItTouches() throws Exception {
        assertThat(project.prepare("process", "action", "start", "command", "make")
                        .effects())
                .containsExactly(new Effect.RunCommand("make", project.root));
        assertThat(project.prepare("process", "action", "write", "id", "p1", "input", "rm x\n")
                        .effects())
                .containsExactly(new Effect.SendInput("p1", "rm x\n"));
        assertThat(project.prepare("process", "action", "stop", "id", "p1").effects())
                .containsExactly(new Effect.Internal());
    }

    @Test
    void leavesNothingBehindWhenTheSessionIsLeft() throws Exception {
        process("start", "command", "trap '' TERM; (env -i setsid nohup sleep 300 &); while :; do sleep 0.1; done");
        process("start", "command", "sleep 300");
        assertThat(Survivors.in(project.root)).isNotEmpty();
        project.session.close();
        assertThat(Survivors.in(project.root)).isEmpty();
    }

    @Test
    void tellsAResumedCoderThatItWasStopped() throws Exception {
        var tool = TestProject.tool("process");
        assertThatThrownBy(() -> tool.recover("start", project.scratch())).hasMessageContaining("were stopped with it");
        assertThat(tool.recover("", project.scratch())).isEqualTo(new Recovered.NotDone());
    }

    private String process(String action, Object... parameters) throws ToolException, InterruptedException {
        var all = new Object[parameters.length + 2];
        all[0] = "action";
        all[1] = action;
        System.arraycopy(parameters, 0, all, 2, parameters.length);
        return project.text("process", all);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
