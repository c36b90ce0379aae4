package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Confinement;
import dev.coder.plugin.Sandbox;
import dev.coder.plugin.ToolException;
import dev.coder.testing.NeedsProgram;
import dev.coder.tools.sandbox.Bubblewrap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real commands that try to get out of bubblewrap; what counts is what the disk and the network show afterwards.
@Timeout(60)
@NeedsProgram({"bwrap", "git"})
class SandboxTest {

    private static final Set<String> PROTECTED =
            Set.of(".git", ".vscode", ".idea", ".coder", ".claude", ".husky", ".envrc", ".mcp.json", ".npmrc");

    @TempDir
    Path folder;

    TestProject project;
    Path keys;

    @BeforeEach
    void createProject() throws Exception {
        assumeTrue(sandbox().works(), "bubblewrap does not work on this machine");
        var below = Files.createDirectory(Path.of("target").toRealPath().resolve(folder.getFileName()));
        project = new TestProject(below);
        FileToolsTest.run("git", "init", "-q", project.root.toString());
        keys = Files.createDirectory(project.outside.resolve("keys"));
        Files.writeString(keys.resolve("id"), "secret");
    }

    Sandbox sandbox() {
        return new Bubblewrap();
    }

    CommandLauncher launcher(boolean network) {
        var confinement =
                new Confinement(project.workspace, List.of(keys), PROTECTED, network, project.outside.resolve("store"));
        return sandbox().launcher(confinement);
    }

    /// What the model would read in the end, failure or not.
    private String attempt(String command) throws InterruptedException {
        project.launcher = launcher(false);
        var said = run(command);
        return said + String.join("\n", project.launcher.settle());
    }

    private String run(String command) throws InterruptedException {
        try {
            return project.text("run_command", "command", command);
        } catch (ToolException e) {
            var output = e.toResult("c").result();
            return e.getMessage() + "\n" + (output == null ? "" : output.text());
        }
    }

    @Test
    void letsCommandsWorkInTheProject() throws Exception {
        assertThat(attempt("echo x > new && cat new && git status --short && touch /tmp/y"))
                .isEqualTo("x\n?? new\n");
        assertThat(project.read("new")).isEqualTo("x\n");
        assertThat(Path.of("/tmp/y")).doesNotExist();
    }

    @Test
    void letsNobodySetTheKernelNotEvenRoot() throws Exception {
        assertThat(attempt("find /proc/sys -type f -writable | head -1; [ ! -w /proc/sys/kernel/core_pattern ] &&"
                        + " echo ok"))
                .isEqualTo("ok\n");
    }

    @Test
    void letsGitCommit() throws Exception {
        assertThat(attempt(
                        "echo x > new && git add new && git -c user.name=a -c user.email=b commit -qm one && git log "
                                + "--format=%s"))
                .isEqualTo("one\n");
    }

    @Test
    void letsGitCommitInAWorktree() throws Exception {
        var main = project.outside.resolve("main");
        FileToolsTest.run("git", "init", "-q", main.toString());
        FileToolsTest.run(
                "bash",
                "-c",
                "cd " + main + " && git -c user.name=a -c user.email=b commit -q --allow-empty " + "-m zero && rm -rf "
                        + project.root + " && git worktree add -q " + project.root);
        assertThat(attempt("echo x > new && git add new && git -c user.name=a -c user.email=b commit -qm one; "
                        + "git log -1 --format=%s; echo evil > " + main + "/.git/hooks/pre-commit; git config a.b c"))
                .contains("one\n");
        assertThat(main.resolve(".git/hooks/pre-commit")).doesNotExist();
        assertThat(Files.readString(main.resolve(".git/config"))).doesNotContain("[a]");
        assertThat(main.resolve("new")).doesNotExist();
    }

    /// A file `.git` may come from anywhere, such as an archive.
    @Test
    void opensNoFolderThatAForgedWorktreePointsTo() throws Exception {
        var victim = Files.createDirectories(project.outside.resolve("victim/.git/worktrees/w"));
        Files.writeString(victim.resolve("commondir"), "../..");
        Files.writeString(victim.resolve("gitdir"), "/elsewhere/.git");
        FileToolsTest.run("rm", "-rf", project.root.resolve(".git").toString());
        project.file(".git", "gitdir: " + victim);
        attempt("touch " + victim + "/x");
        assertThat(victim.resolve("x")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {".env", "deep/down/.env.production", "certs/server.key", "a/id_rsa"})
    void hidesSecretsOfTheProjectAtAnyDepth(String name) throws Exception {
        project.file(name, "KEY=secret");
        assertThat(attempt("cat " + name + "; echo x > " + name + "; rm -f " + name + "; cp -r . /tmp/c; cat /tmp/c/"
                        + name + "; ln " + name + " link; cat link"))
                .doesNotContain("secret");
        assertThat(project.read(name)).isEqualTo("KEY=secret");
    }

    @Test
    void hidesWhatIsSecretEvenInsideTheProject() throws Exception {
        project.file("home/.ssh/id", "secret");
        keys = project.root.resolve("home/.ssh");
        assertThat(attempt("ls home/.ssh; echo x > home/.ssh/authorized_keys")).doesNotContain("id\n");
        assertThat(project.root.resolve("home/.ssh/authorized_keys")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo x > .git/hooks/pre-commit",
                "echo x >> .git/config",
                "git config core.pager sh",
                "mv .git .git2",
                "rm -rf .git/hooks",
                "rm -rf .git; mkdir -p .git/hooks; echo x > .git/hooks/pre-commit",
                "umount .git/hooks; mount -o remount,rw .git/hooks; echo x > .git/hooks/pre-commit",
                "unshare -Urm bash -c 'umount .git/hooks; mount -o remount,rw,bind .git/hooks; echo x > .git/hooks/p'",
                "ln .git/config c && echo x >> c",
                "echo . > .git/commondir",
                "mkdir -p .git/modules/x && echo x > .git/modules/x/config",
                "cat ../outside/keys/id && false",
                "(: < /dev/tcp/127.0.0.1/22)",
                "touch /etc/x /usr/x /var/x ~/x",
            })
    void leavesWhatGitObeysAndTheMachineAlone(String command) throws Exception {
        var git = obeyedByGit();
        attempt(command);
        assertThat(obeyedByGit()).isEqualTo(git);
        assertThat(List.of("/etc/x", "/usr/x", "/var/x")).allMatch(path -> !Files.exists(Path.of(path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {".vscode", ".idea", ".coder", ".claude", ".husky", "sub/.vscode", "sub/down/.idea"})
    void noProtectedFolderIsMadeOrChanged(String name) throws Exception {
        assertThat(attempt("mkdir -p " + name + " && echo x > " + name + "/settings.json"))
                .contains(name + " was taken away");
        assertThat(project.root.resolve(name)).doesNotExist();

        project.file(name + "/settings.json", "mine");
        attempt("echo x > " + name + "/settings.json; echo x > " + name + "/new; rm -rf " + name + "; mv " + name
                + " gone; mkdir -p " + name + "; echo x > " + name + "/settings.json");
        assertThat(project.read(name + "/settings.json")).isEqualTo("mine");
        assertThat(project.root.resolve(name + "/new")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {".envrc", ".mcp.json", ".npmrc", ".ENVRC", "sub/.envrc"})
    void noProtectedFileIsMadeOrChanged(String name) throws Exception {
        Files.createDirectories(project.root.resolve("sub"));
        assertThat(attempt("echo x > " + name)).contains(name + " was taken away");
        assertThat(project.root.resolve(name)).doesNotExist();
        assertThat(attempt("ln -s /etc/passwd " + name)).contains(name + " was taken away");
        assertThat(project.root.resolve(name).toFile()).doesNotExist();

        project.file(name, "mine");
        attempt("echo x > " + name + "; rm -f " + name + "; echo x > y; mv y " + name + "; ln " + name
                + " z && echo x > z");
        assertThat(project.read(name)).isEqualTo("mine");
    }

    @Test
    void keepsACopyOfWhatItTakesAway() throws Exception {
        attempt("mkdir -p .vscode/a && echo words > .vscode/a/tasks.json && ln -s /etc .vscode/link");
        try (var copies = Files.walk(project.outside.resolve("store"))) {
            assertThat(copies.filter(copy -> copy.toString().contains("set-aside"))
                            .filter(Files::isRegularFile)
                            .toList())
                    .singleElement()
                    .satisfies(
                            copy -> assertThat(copy).hasContent("words").endsWithRaw(Path.of(".vscode/a/tasks.json")));
        }
    }

    @Test
    void bringsBackALinkThatOtherProgramsObey() throws Exception {
        project.file("settings/a.json", "mine");
        Files.createSymbolicLink(project.root.resolve(".vscode"), Path.of("settings"));
        attempt("echo x > .vscode/a.json; rm .vscode; mkdir -p .vscode; echo x > .vscode/a.json");
        assertThat(Files.readSymbolicLink(project.root.resolve(".vscode"))).isEqualTo(Path.of("settings"));
        assertThat(project.read("settings/a.json")).isEqualTo("mine");
    }

    @Test
    void letsAFolderBeMovedThatHoldsAProtectedOne() throws Exception {
        project.file("sub/.vscode/settings.json", "mine");
        assertThat(attempt("mv sub sub2")).isEqualTo("[no output]");
        assertThat(project.read("sub2/.vscode/settings.json")).isEqualTo("mine");
    }

    @Test
    void letsCommandsMakeRepositoriesThatRunNothing() throws Exception {
        assertThat(attempt("git init -q sub && git -C sub remote add origin ../x"))
                .isEqualTo("[no output]");
        assertThat(project.root.resolve("sub/.git/config")).exists();
        assertThat(attempt("git init -q bad && git -C bad config core.fsmonitor ./run"))
                .contains("bad/.git was taken");
        assertThat(attempt("git init -q bad && echo x > bad/.git/hooks/pre-commit"))
                .contains("bad/.git was taken");
        assertThat(project.root.resolve("bad/.git")).doesNotExist();
    }

    @Test
    void protectsTheFolderThatIsSetForHooks() throws Exception {
        project.file("githooks/pre-commit", "mine");
        FileToolsTest.run("git", "-C", project.root.toString(), "config", "core.hooksPath", "githooks");
        attempt("echo x > githooks/pre-commit; echo x > githooks/pre-push");
        assertThat(project.read("githooks/pre-commit")).isEqualTo("mine");
        assertThat(project.root.resolve("githooks/pre-push")).doesNotExist();
    }

    @Test
    void leavesNoTraceInTheProject() throws Exception {
        project.file(".env", "secret");
        project.file("src/.env", "secret");
        var before = contents(project.root);
        attempt("true");
        assertThat(contents(project.root)).isEqualTo(before);
    }

    @Test
    void keepsWhatBuildToolsCacheInAFolderOfTheProjectsOwn() throws Exception {
        attempt("mkdir -p $GOCACHE && echo cached > $GOCACHE/x");
        assertThat(attempt("cat $GOCACHE/x")).isEqualTo("cached\n");
        var other = new TestProject(Files.createDirectory(project.outside.resolve("other")));
        var confinement = new Confinement(
                other.workspace,
                List.of(project.outside.resolve("store")),
                PROTECTED,
                false,
                project.outside.resolve("store"));
        other.launcher = sandbox().launcher(confinement);
        assertThat(other.text("run_command", "command", "ls $GOCACHE/x " + project.outside + "/store || true"))
                .doesNotContain("sandbox-caches")
                .contains("No such file");
    }

    @Test
    void changesNothingBesideTheProject() throws Exception {
        Files.createSymbolicLink(project.root.resolve("out"), project.outside);
        attempt("touch ../outside/x out/y; ln -s ../outside z; touch z/z; touch /proc/1/root" + project.outside + "/p; "
                + "touch /proc/self/root" + project.outside + "/q");
        assertThat(contents(project.outside)).noneMatch(path -> path.matches("[xypqz]"));
    }

    /// The command plants a link where the file tools would write next.
    @Test
    void noLinkThatWasPlantedLeadsTheFileToolsOut() throws Exception {
        attempt("ln -s ../outside logs");
        var _ = catchThrowable(() -> project.call("write_file", "path", "logs/x", "content", "x"));
        assertThat(Files.exists(project.outside.resolve("x"))
                        && project.prepare("write_file", "path", "logs/x", "content", "x").effects().stream()
                                .noneMatch(effect -> effect.toString().contains(project.outside.toString())))
                .isFalse();
    }

    @Test
    void reachesNoProcessOutside() throws Exception {
        var victim = new ProcessBuilder("sleep", "300").start();
        try {
            assertThat(attempt("kill -9 " + victim.pid() + "; cat /proc/" + victim.pid() + "/cmdline; "
                            + "ls /proc | grep -c '^[0-9]'; strace -p " + victim.pid()))
                    .doesNotContain("sleep");
            assertThat(victim.isAlive()).isTrue();
        } finally {
            victim.destroyForcibly();
        }
    }

    @Test
    void givesNoPrivilegesAndNoDescriptors() throws Exception {
        assertThat(attempt("grep -E 'NoNewPrivs|CapEff|CapBnd' /proc/self/status; ls /proc/self/fd | wc -l"))
                .isEqualTo("CapEff:\t0000000000000000\nCapBnd:\t0000000000000000\nNoNewPrivs:\t1\n4\n");
    }

    @Test
    void reachesNoSocketOfTheMachine() throws Exception {
        var path = project.outside.resolve("s");
        try (var server = new ServerSocket();
                var unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            unix.bind(UnixDomainSocketAddress.of(path));
            server.setSoTimeout(50);
            attempt("exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + "; curl -m 2 http://127.0.0.1:"
                    + server.getLocalPort() + "; echo > /dev/udp/127.0.0.1/9");
            assertThat(catchThrowable(server::accept)).isInstanceOf(java.net.SocketTimeoutException.class);
        }
        assertThat(attempt("getent hosts example.com; cat /proc/net/dev | grep -vc lo:; ls -A /run; ls -A /var/tmp"))
                .doesNotContain("docker", "dbus", "systemd");
    }

    @Test
    void opensTheNetworkOnlyWhenThePolicySaysSo() throws Exception {
        try (var server = new ServerSocket(0)) {
            project.launcher = launcher(true);
            assertThat(run("exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + " && echo yes"))
                    .isEqualTo("yes\n");
        }
    }

    @Test
    void leavesNothingBehindWhenTheTimeIsUp() {
        project.launcher = launcher(false);
        var failure = catchThrowableOfType(
                ToolException.class,
                () -> project.call("run_command", "command", "setsid sleep 98765 & sleep 98765", "timeout", 300));
        assertThat(failure).hasMessageContaining("stopped after 300 ms");
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").endsWith("sleep 98765")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"include.path", "includeIf.gitdir:**.path"})
    void protectsTheSettingsThatTheRepositoryIncludes(String key) throws Exception {
        project.file("settings/git", "[user]\nname = mine\n");
        FileToolsTest.run("git", "-C", project.root.toString(), "config", key, "../settings/git");
        FileToolsTest.run("git", "-C", project.root.toString(), "config", "--add", key, "../later");
        attempt("echo '[core] fsmonitor = ./x' > settings/git; echo '[core] fsmonitor = ./x' > later");

        assertThat(project.read("settings/git")).isEqualTo("[user]\nname = mine\n");
        assertThat(project.root.resolve("later")).doesNotExist();
    }

    private Map<String, String> obeyedByGit() throws IOException {
        var git = project.root.resolve(".git");
        var found = new TreeMap<String, String>();
        for (var name : contents(git)) {
            if (name.matches("(hooks|config|info|modules|commondir).*") && Files.isRegularFile(git.resolve(name))) {
                found.put(name, Files.readString(git.resolve(name)));
            }
        }
        return found;
    }

    static Set<String> contents(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder))
                    .map(path -> folder.relativize(path).toString())
                    .filter(path -> !path.endsWith("index"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
