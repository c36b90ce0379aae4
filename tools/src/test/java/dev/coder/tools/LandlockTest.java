package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.plugin.Confinement;
import dev.coder.plugin.ToolException;
import dev.coder.testing.NeedsProgram;
import dev.coder.tools.sandbox.Landlock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real commands that try to get out of Landlock; it needs no bwrap.
@Timeout(60)
@NeedsProgram("git")
class LandlockTest {

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() throws Exception {
        assumeTrue(new Landlock().works(), "Landlock does not work on this machine");
        project = new TestProject(folder);
        FileToolsTest.run("git", "init", "-q", project.root.toString());
        project.file("src/a", "a");
        project.file(".env", "secret");
        project.file("sub/.vscode/x", "mine");
        project.file("sub/code/x", "x");
        Files.writeString(Files.createDirectory(project.outside.resolve("keys")).resolve("id"), "secret");
        project.launcher = new Landlock()
                .launcher(new Confinement(
                        project.workspace,
                        List.of(project.outside.resolve("keys")),
                        Set.of(".git", ".vscode", ".envrc"),
                        false,
                        project.outside.resolve("store")));
    }

    private String attempt(String command) throws InterruptedException {
        try {
            return project.text("run_command", "command", command) + project.launcher.settle();
        } catch (ToolException e) {
            var output = e.toResult("c").result();
            return e.getMessage() + "\n" + (output == null ? "" : output.text()) + project.launcher.settle();
        }
    }

    @Test
    void letsCommandsWorkBelowTheTopFolder() throws Exception {
        assertThat(
                        attempt(
                                "echo x > src/new && mkdir -p src/d && mv src/new src/d/ && cat src/d/new && echo b > src/a "
                                        + "&& echo y > sub/code/y && f=$(mktemp) && echo z > $f && cat $f > /dev/null && git status -s src"))
                .isEqualTo("x\n?? src/\n[]");
        assertThat(project.read("src/a")).isEqualTo("b\n");
    }

    @Test
    void leavesNoTemporaryFilesBehind() throws Exception {
        var folder = attempt("mkdir -p $TMPDIR/a && ln -s /etc $TMPDIR/a/l && touch $TMPDIR/a/f && echo $TMPDIR");
        assertThat(folder).startsWith("/tmp/coder-");
        assertThat(Path.of(folder.lines().findFirst().orElseThrow())).doesNotExist();
        assertThat(Path.of("/etc")).isNotEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo x > .git/hooks/pre-commit",
                "echo x >> .git/config",
                "mv .git gone",
                "mkdir .vscode",
                "echo x > .envrc",
                "echo x > sub/.vscode/x",
                "mv sub gone",
                "rm -rf sub/.vscode",
                "echo x > ../outside/y",
                "truncate -s 0 ../outside/keys/id",
                "ln -s ../../outside src/l && echo x > src/l/y",
                "ln .git/config src/c",
                "cat .env",
                "cat ../outside/keys/id",
                "cat /proc/$PPID/environ",
                "ls /proc/1/root/",
                "chown 1:1 src/a",
                "kill -9 $PPID",
                "(: < /dev/tcp/127.0.0.1/22)",
                "perl -MSocket -e 'socket(my $s, PF_INET, SOCK_DGRAM, 0) or die'",
                "perl -MSocket -e 'socket(my $s, PF_UNIX, SOCK_STREAM, 0) or die'",
                "perl -e 'syscall(425, 1, 0) < 0 and die'",
                "touch /tmp/coder-x-$$",
                "touch /etc/coder-x",
            })
    void refuses(String command) throws Exception {
        var git = SandboxTest.contents(project.root.resolve(".git"));
        var failure = catchThrowable(() -> project.call("run_command", "command", command));
        assertThat(failure).isInstanceOf(ToolException.class);
        assertThat(SandboxTest.contents(project.root.resolve(".git"))).isEqualTo(git);
        assertThat(project.outside.resolve("y")).doesNotExist();
        assertThat(project.outside.resolve("keys/id")).hasContent("secret");
        assertThat(project.read("sub/.vscode/x")).isEqualTo("mine");
    }

    @Test
    void takesAwayWhatIsProtectedBelowAnOpenFolder() throws Exception {
        assertThat(attempt("mkdir src/.vscode && echo x > src/.vscode/y")).contains("src/.vscode was taken away");
        assertThat(project.root.resolve("src/.vscode")).doesNotExist();
    }

    @Test
    @NeedsProgram("curl")
    void reachesNoSocket() throws Exception {
        var path = project.root.resolve("src/s");
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            unix.bind(UnixDomainSocketAddress.of(path));
            server.setSoTimeout(50);
            attempt("curl -s -m 2 http://127.0.0.1:" + server.getLocalPort()
                    + "; curl -s -m 2 --unix-socket src/s http://x");
            assertThat(catchThrowable(server::accept)).isInstanceOf(SocketTimeoutException.class);
            unix.configureBlocking(false);
            assertThat(unix.accept()).isNull();
        }
    }
}
