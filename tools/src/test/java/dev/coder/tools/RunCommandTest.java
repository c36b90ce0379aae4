package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coder.plugin.Recovered;
import dev.coder.plugin.ToolException;
import dev.coder.protocol.ToolResult;
import java.io.IOException;
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
        assertThat(text).isEqualTo("done\n\n[what it left in the background was stopped]");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
        await(() -> !isAlive("pid"));
    }

    @Test
    void doesNotWaitForADaemonThatKeepsThePipe() throws Exception {
        var started = System.nanoTime();
        assertThat(project.text(
                        "run_command", "command", "setsid sh -c 'echo $$ > pid; exec sleep 4' & sleep 0.2; echo x"))
                .startsWith("x\n");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
        ProcessHandle.of(pid("pid")).ifPresent(ProcessHandle::destroyForcibly);
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

    @ParameterizedTest
    @ValueSource(ints = {10_000, 100_000})
    void keepsHeadAndTailOfLongOutputAndSaysExactlyWhatIsMissing(int lines) throws Exception {
        var last = 2 * lines - 1;
        var text = project.text(
                "run_command", "command", "for ((i = %d; i <= %d; i++)); do echo $i; done".formatted(lines, last));
        assertThat(text).startsWith(lines + "\n").endsWith(last + "\n").hasSizeLessThan(17_000);
        var shown = text.replaceFirst("\\n\\[… .* …\\]\\n", "");
        var bytes = lines * ("" + lines + "\n").length();
        assertThat(text)
                .contains("[… %d bytes, %d lines left out, of %d bytes in all …]"
                        .formatted(bytes - shown.length(), lines - shown.lines().count(), bytes));
    }

    @Test
    void keepsMemorySmallWhateverIsWritten() throws Exception {
        project.text("run_command", "command", "true");
        var before = usedMemory();
        var text = project.text("run_command", "command", "head -c 52428800 /dev/zero | tr '\\0' 'ä'");
        assertThat(usedMemory() - before).isLessThan(16L << 20);
        assertThat(text).hasSizeLessThan(17_000).contains(", 0 lines left out, of 52428800 bytes in all");
        assertThat(Files.size(project.scratch().resolve("output"))).isEqualTo(52_428_800);
    }

    @Test
    void neverBreaksACharacter() throws Exception {
        var text = project.text("run_command", "command", "for i in {1..9000}; do printf '😀'; done");
        assertThat(text).doesNotContain("\uFFFD").doesNotContain("?");
        assertThat(text.codePoints().filter(Character::isSupplementaryCodePoint).count() * 2)
                .isEqualTo(text.replaceFirst("\\n\\[.*\\]\\n", "").length());
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

    private static long usedMemory() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
