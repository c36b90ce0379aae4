package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Seven made-up commands for each seed: one is cancelled, three run out of time, three lose their Coder to `kill -9`,
/// one
/// of them in the background. Two seconds later nothing of them is left.
@Timeout(120)
class UnrulyCommandsTest {

    private static final Duration GRACE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    static LongStream seeds() {
        long first = Long.getLong("coder.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("coder.runs", 3));
    }

    @ParameterizedTest(name = "-Dcoder.seed={0} -Dcoder.runs=1")
    @MethodSource("seeds")
    void leaveNothingBehind(long seed) throws Exception {
        var random = new Random(seed);
        var commands = new UnrulyCommand(random);
        cancelled(commands.next(), random);
        for (var i = 0; i < 3; i++) {
            timedOut(commands.next(), random);
        }
        withoutCoder(List.of(commands.next(), commands.next(), "&" + commands.next()), random);
    }

    private void timedOut(String command, RandomGenerator random) throws Exception {
        var project = project();
        var limit = Duration.ofMillis(100 + random.nextInt(500));
        var started = System.nanoTime();
        run(project, command, limit);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).as(command).isLessThan(limit.plus(GRACE));
        assertNothingLeft(project, command, System.nanoTime());
    }

    private void cancelled(String command, RandomGenerator random) throws Exception {
        var project = project();
        var running = Thread.ofVirtual().start(() -> run(project, command, Duration.ofMinutes(5)));
        running.join(Duration.ofMillis(50 + random.nextInt(500)));
        var cancelled = System.nanoTime();
        running.interrupt();
        assertThat(running.join(GRACE)).as(command).isTrue();
        assertNothingLeft(project, command, cancelled);
    }

    private void withoutCoder(List<String> commands, RandomGenerator random) throws Exception {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledCoder.class.getName()));
        var folders = new ArrayList<Path>();
        for (var command : commands) {
            folders.add(Files.createTempDirectory(folder, "killed").toRealPath());
            line.addAll(List.of(folders.getLast().toString(), command));
        }
        var coder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("coder.log").toFile())
                .start();
        awaitOutput(coder, folders.getFirst().resolve("session/outputs/o1"));
        awaitOutput(coder, folders.getLast().resolve("session/outputs/p1"));
        Thread.sleep(random.nextInt(300));
        var killed = System.nanoTime();
        coder.destroyForcibly().waitFor();
        for (var i = 0; i < commands.size(); i++) {
            assertNothingLeft(folders.get(i), commands.get(i), killed);
        }
    }

    private static void awaitOutput(Process coder, Path output) throws InterruptedException {
        while (output.toFile().length() == 0 && coder.isAlive()) {
            Thread.sleep(5);
        }
    }

    private TestProject project() throws IOException {
        return new TestProject(Files.createTempDirectory(folder, "command"));
    }

    private static void run(TestProject project, String command, Duration limit) {
        try {
            project.call("run_command", "command", command, "timeout", limit.toMillis());
        } catch (ToolException | InterruptedException e) {
            // however it ends
        }
    }

    private static void assertNothingLeft(TestProject project, String command, long since) throws Exception {
        assertNothingLeft(project.root.resolveSibling(""), command, since);
    }

    private static void assertNothingLeft(Path folder, String command, long since) throws Exception {
        var left = Survivors.in(folder);
        while (!left.isEmpty() && System.nanoTime() - since < GRACE.toNanos()) {
            Thread.sleep(20);
            left = Survivors.in(folder);
        }
        assertThat(left).as(command).isEmpty();
    }
}
