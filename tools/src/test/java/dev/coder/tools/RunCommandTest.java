package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coder.plugin.Recovered;
import dev.coder.plugin.ToolException;
import dev.coder.protocol.ToolResult;
import dev.coder.testing.NeedsProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RunCommandTest {

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() {
        project = new TestProject(folder);
    }

    @Test
    void givesOutputAndErrorsInTheirOrder() throws Exception {
        assertThat(project.text("run_command", "command", "echo a; echo b >&2; echo c"))
                .isEqualTo("a\nb\nc\n");
        assertThat(String.join("", project.screen)).isEqualTo("a\nb\nc\n");
    }

    @Test
    void failsWithTheExitCodeAndTheOutput() {
        var failure = failure("command", "echo out; exit 7").toResult("call_1");
        assertThat(failure.errorCode()).isEqualTo(ToolResult.TOOL_FAILED);
        assertThat(failure.exitCode()).isEqualTo(7);
        assertThat(textOf(failure)).isEqualTo("out\n");
    }

    @Test
    void tellsOfACommandThatWasKilled() {
        assertThat(failure("command", "kill -SEGV $$")).hasMessage("exit code 139 (SIGSEGV)");
    }

    @Test
    void startsInTheWorkingFolderWithTheGivenEnvironmentOnly() throws Exception {
        Files.createDirectory(project.root.resolve("sub"));
        assertThat(project.text("run_command", "command", "pwd; env | cut -d= -f1 | sort | xargs", "workingDir", "sub"))
                .isEqualTo(project.root.resolve("sub")
                        + "\nCODER_CALL HOME OLDPWD PATH PWD SHLVL _\n".replace("OLDPWD ", ""));
    }

    @Test
    void refusesAWorkingFolderOutsideTheProject() {
        assertThatThrownBy(() -> project.prepare("run_command", "command", "ls", "workingDir", ".."))
                .hasMessageContaining("workingDir");
    }

    @Test
    void hasNoInputAndNoTerminal() throws Exception {
        assertThat(project.text("run_command", "command", "cat; read x; tty; (: </dev/tty) 2>&1 | grep -c tty"))
                .isEqualTo("not a tty\n1\n");
    }

    @Test
    void doesNotWaitForABackgroundProcessAndStopsIt() throws Exception {
        var started = System.nanoTime();
        var text = project.text("run_command", "command", "sleep 345 & echo $! > pid; echo done");
        assertThat(text).isEqualTo("done\n\n[what it left in the background was stopped; use process for that]");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
        await(() -> !isAlive("pid"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "setsid sh -c 'echo $$ > pid; exec sleep 300' &",
                "(env -i setsid nohup sh -c 'echo $$ > pid; trap \"\" TERM; sleep 300' &)",
                "(setsid sh -c '(sh -c \"echo \\$\\$ > pid; exec sleep 300\" &)' &)",
                "sh -c 'echo $$ > pid; kill -STOP $$' &",
            })
    void stopsADaemonThatKeepsThePipe(String daemon) throws Exception {
        var started = System.nanoTime();
        assertThat(project.text("run_command", "command", daemon + "\nuntil [[ -s pid ]]; do sleep 0.01; done; echo x"))
                .isEqualTo("x\n\n[what it left in the background was stopped; use process for that]");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
        assertThat(isAlive("pid")).isFalse();
    }

    @Test
    void staysInChargeOfACommandThatKillsItsParent() throws Exception {
        assertThat(failure("command", "sleep 300 & echo $! > pid; kill -9 $PPID; sleep 300"))
                .hasMessage("exit code 137 (SIGKILL; perhaps out of memory)");
        assertThat(isAlive("pid")).isFalse();
    }

    @Test
    @NeedsProgram("ps")
    void findsACommandThatKillsItsSupervisorToo() throws Exception {
        assertThat(failure("command", """
                        trap '' TERM
                        sleep 300 & echo $! > pid
                        kill -9 $PPID
                        until supervisor=$(ps -o ppid= -p $$) && ((supervisor != PPID)); do :; done
                        kill -9 $supervisor
                        sleep 300""")).hasMessage("exit code 137 (SIGKILL; perhaps out of memory)");
        assertThat(isAlive("pid")).isFalse();
    }

    @Test
    @NeedsProgram("pgrep")
    void isNotFoundByTheWordsOfTheCommand() throws Exception {
        assertThat(project.text("run_command", "command", "pgrep -fa 'un[i]que words' | grep -c ' -c eval'; true"))
                .isEqualTo("0\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo $$ > pid; exec sleep 300",
                "sleep 300 & echo $! > pid; wait",
                "trap '' TERM INT HUP; echo $$ > pid; while :; do sleep 0.1; done",
                "setsid sh -c 'echo $$ > pid; sleep 300' & wait",
                "setsid sh -c 'trap \"\" TERM; echo $$ > pid; while :; do sleep 0.1; done' & sleep 300",
                "(setsid sh -c '(sh -c \"echo \\$\\$ > pid; exec sleep 300\" &)' &) ; sleep 300",
                "(env -i setsid nohup sh -c 'echo $$ > pid; trap \"\" TERM; sleep 300' &) ; sleep 300",
                "sh -c 'kill -STOP $$' & echo $! > pid; sleep 300",
                "echo $$ > pid; yes",
            })
    void leavesNothingBehindWhenTheTimeIsUp(String command) throws Exception {
        var started = System.nanoTime();
        var failure =
                failure("command", "echo before; " + command, "timeout", 500).toResult("call_1");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMillis(2600));
        assertThat(failure.errorCode()).isEqualTo(ToolResult.TIMEOUT);
        assertThat(textOf(failure)).startsWith("before\n");
        assertThat(isAlive("pid")).isFalse();
    }

    @Test
    void leavesNothingBehindWhenItIsCancelled() throws Exception {
        var outcome = new AtomicReference<Throwable>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                project.call("run_command", "command", "trap '' TERM; echo $$ > pid; while :; do sleep 0.1; done");
            } catch (ToolException | InterruptedException e) {
                outcome.set(e);
            }
        });
        await(() -> Files.exists(project.root.resolve("pid")) && pid("pid") > 0);
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(2))).isTrue();
        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        assertThat(isAlive("pid")).isFalse();
    }

    @Test
    void givesShortOutputWhole() throws Exception {
        assertThat(project.text("run_command", "command", "seq 1000 3000"))
                .hasLineCount(2001)
                .hasSize(10_005);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seq 1 760000",
                "head -c 5000000 /dev/zero | tr '\\0' x",
                "for i in {1..170000}; do printf 'äöü漢字😀 \\r%%d\\n' $i; done",
                "head -c 5000000 /dev/urandom",
            })
    void costsLittleAndSaysHowMuchThereIs(String command) throws Exception {
        var text = project.text("run_command", "command", command + " | tee copy");
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(3000);
        assertThat(text).contains(Files.size(project.root.resolve("copy")) + " bytes");
        assertThat(project.session.folder().resolve("outputs/o1")).hasSameBinaryContentAs(project.root.resolve("copy"));
    }

    @Test
    void showsHeadAndTail() throws Exception {
        assertThat(project.text("run_command", "command", "seq 100000"))
                .startsWith("1\n2\n3\n")
                .contains("\n[… the middle of 588895 bytes, 100000 lines is left out: read_output o1 …]\n")
                .endsWith("\n99999\n100000\n");
    }

    @Test
    void marksWhatIsNoText() throws Exception {
        assertThat(project.text("run_command", "command", "printf 'caf\\xe9 a\\0b\\n'"))
                .isEqualTo("caf\\xe9 a\\x00b\n");
        assertThat(project.text("run_command", "command", "head -c 100000 /dev/zero | gzip -1 | head -c 90"))
                .startsWith("[not text but gzip data, 90 bytes in all, kept as o2; it begins with 1f 8b 08");
    }

    @Test
    void neverBreaksACharacter() throws Exception {
        var text = project.text("run_command", "command", "printf x; for i in {1..90000}; do printf '😀'; done");
        assertThat(text.replaceFirst("\\n\\[.*\\]\\n", "").replace("😀", "")).isEqualTo("x");
        assertThat(String.join("", project.screen).replaceAll("[😀…]", "")).isEqualTo("x");
    }

    @Test
    void goesOnWhenTheOutputCannotBeStored() throws Exception {
        var outputs = Files.createDirectories(project.session.folder().resolve("outputs"));
        var output = new CommandOutput("o1", Files.newOutputStream(Path.of("/dev/full")));
        output.add("abc\n".getBytes(StandardCharsets.UTF_8), 4);
        output.add("def\n".getBytes(StandardCharsets.UTF_8), 4);
        assertThat(output.shown())
                .isEqualTo("abc\ndef\n\n[only the first 0 bytes were stored: No space left on device]");
        assertThat(outputs).isEmptyDirectory();
    }

    @Test
    void showsWhatATerminalWouldShow() throws Exception {
        assertThat(project.text(
                        "run_command",
                        "command",
                        "printf '\\033[31mred\\033[0m \\033]0;title\\007x\\b\\n10%%\\r50%%\\r100%%\\nend\\r\\n'"))
                .isEqualTo("red x\n100%\nend\n");
    }

    @Test
    void tellsAResumedCoderHowTheCommandEnded() throws Exception {
        project.call("run_command", "command", "echo fine");
        assertThat(TestProject.tool("run_command").recover("", project.scratch()))
                .isInstanceOfSatisfying(
                        Recovered.Done.class,
                        done -> assertThat(done.output().text()).startsWith("fine\n"));
        failure("command", "exit 3");
        assertThatThrownBy(() -> TestProject.tool("run_command").recover("", project.scratch()))
                .hasMessage("exit code 3");
    }

    @Test
    void tellsAResumedCoderThatTheCommandWasNeverStarted() throws Exception {
        assertThat(TestProject.tool("run_command").recover("", project.scratch()))
                .isEqualTo(new Recovered.NotDone());
    }

    @Test
    void stopsTheCommandWhenCoderIsKilled() throws Exception {
        var coder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledCoder.class.getName(),
                        folder.resolve("other").toString(),
                        "setsid sh -c 'trap \"\" TERM; echo $$ > pid; while :; do sleep 0.1; done' &"
                                + "echo began; sleep 300")
                .inheritIO();
        Files.createDirectory(folder.resolve("other"));
        var killed = coder.start();
        var pidFile = folder.resolve("other/proj/pid");
        var output = folder.resolve("other/scratch/output");
        await(() -> pid(pidFile) > 0 && output.toFile().length() > 0);
        killed.destroyForcibly().waitFor();
        var scratch = folder.toRealPath().resolve("other/scratch");
        var outcome = catchThrowableOfType(
                ToolException.class, () -> TestProject.tool("run_command").recover("", scratch));
        assertThat(outcome.toResult("call_1").errorCode()).isEqualTo(ToolResult.OUTCOME_UNKNOWN);
        assertThat(textOf(outcome.toResult("call_1"))).startsWith("began\n");
        assertThat(isAlive(pidFile)).isFalse();
    }

    private ToolException failure(Object... parameters) {
        return catchThrowableOfType(ToolException.class, () -> project.call("run_command", parameters));
    }

    private static String textOf(ToolResult result) {
        return Objects.requireNonNull(result.result()).text();
    }

    private boolean isAlive(String file) {
        return isAlive(project.root.resolve(file));
    }

    private static boolean isAlive(Path file) {
        return ProcessHandle.of(pid(file)).map(RunCommandTest::runs).orElse(false);
    }

    /// Where nobody reaps orphans, the dead stay in the process table.
    private static boolean runs(ProcessHandle process) {
        try {
            return process.isAlive()
                    && !Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                            .contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    private long pid(String file) {
        return pid(project.root.resolve(file));
    }

    private static long pid(Path file) {
        try {
            var text = Files.readString(file).strip();
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
