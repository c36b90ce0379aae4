package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.plugin.Recovered;
import dev.coder.testing.NeedsProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is left when the disk is full, a system call fails or the process is killed at any step of a change: each file
/// is old or new, a change to several files happened or did not, and what the call or its recovery says is true.
@Timeout(300)
class FaultTest {

    private static final int SIGKILLED = 137;
    private static final int MOST_CALLS = 45;
    private static final List<FaultScenario> SCENARIOS = List.of(FaultScenario.values());

    @TempDir
    Path folder;

    private record Ended(int exitCode, String output) {}

    @Test
    @NeedsProgram("cc")
    void changesAllOrNothingWhicheverSystemCallFails() throws Exception {
        var library = library();
        var ended = run(
                Map.of("LD_PRELOAD", library.toString()), List.of(), "errors", work().toString(), library.toString());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(Integer.parseInt(ended.output().strip())).as("faults").isGreaterThan(90);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pages", "files"})
    void changesAllOrNothingHoweverFullTheDiskIs(String what) throws Exception {
        assumeTrue(works("unshare", "-Urm", "true"), "no user namespaces here: the full disk is not tested");
        var size = what.equals("pages") ? "size=2m" : "nr_inodes=100";
        var mount = "mount -t tmpfs -o " + size + " tmpfs \"$0\" && exec \"$@\"";
        var work = work().toString();
        var ended = run(Map.of(), List.of("unshare", "-Urm", "sh", "-c", mount, work), what, work);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(Integer.parseInt(ended.output().strip())).as("fillings").isGreaterThan(20);
    }

    @Test
    void changesAllOrNothingWhenFilesMayNotGrow() throws Exception {
        assumeTrue(works("prlimit", "--version"), "no prlimit here: the size of files can not be limited");
        var ended = run(Map.of(), List.of(), "limited", work().toString());
        assertThat(ended).as("the calls that write much").isEqualTo(new Ended(0, "4\n"));
    }

    static Stream<Arguments> kills() {
        var first = Long.getLong("coder.seed", 1);
        return IntStream.range(0, Integer.getInteger("coder.runs", 3))
                .mapToObj(run -> new Random(first + run))
                .flatMap(random -> Stream.of(
                        Arguments.of(FaultScenario.PATCH, 1 + random.nextInt(MOST_CALLS)),
                        Arguments.of(FaultScenario.PATCH, 15 + random.nextInt(15)),
                        Arguments.of(SCENARIOS.get(random.nextInt(SCENARIOS.size())), 1 + random.nextInt(10))));
    }

    @ParameterizedTest
    @MethodSource("kills")
    @NeedsProgram("cc")
    void tellsTheTruthAfterItWasKilled(FaultScenario scenario, int call) throws Exception {
        var library = library();
        var work = work();
        var ended = run(
                Map.of("LD_PRELOAD", library.toString()),
                List.of(),
                "kill",
                work.toString(),
                library.toString(),
                scenario.name(),
                String.valueOf(call));
        assertThat(ended.exitCode()).as(ended.output()).isIn(0, SIGKILLED);
        var project = new TestProject(work.resolve("try1"));
        assertThat(scenario.isUnmixed(project)).isTrue();
        var recovered = TestProject.tool(scenario.tool())
                .recover(Files.readString(work.resolve("evidence")), project.scratch());
        switch (recovered) {
            case Recovered.Done _ -> assertThat(scenario.isAfter(project)).isTrue();
            case Recovered.NotDone() -> assertThat(scenario.isBefore(project)).isTrue();
            case Recovered.Unknown() -> throw new AssertionError("it can be known");
        }
        assertThat(TestProject.tree(project.root)).noneMatch(name -> name.contains(".coder-"));
    }

    private Path work() throws IOException {
        return Files.createDirectories(folder.toRealPath().resolve("work"));
    }

    /// Compiled here, as it belongs to this machine.
    private Path library() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the library is one for Linux");
        var source = folder.resolve("faults.c");
        try (var in = FaultTest.class.getResourceAsStream("faults.c")) {
            Files.write(source, Objects.requireNonNull(in).readAllBytes());
        }
        var library = folder.toRealPath().resolve("faults.so");
        assertThat(works("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl"))
                .isTrue();
        return library;
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Ended run(Map<String, String> environment, List<String> before, String... arguments)
            throws Exception {
        var command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FaultyCoder.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
