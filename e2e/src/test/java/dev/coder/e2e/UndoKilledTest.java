package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.Seed;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/// `coder undo` is killed with `kill -9` at a random moment: every file is old or new, and the next command finishes
/// it.
class UndoKilledTest {

    private static final int FILES = 2000;
    private static final int BUSY_MILLIS = 1500;

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ArgumentsSource(Seed.All.class)
    void eachFileIsOldOrNewAndTheNextCommandFinishesIt(Seed seed) throws Exception {
        var scenario = Scenario.of(
                Step.ask(Wish.run("for f in many/*; do echo new > $f; done; rm many/1*; mkdir made; touch made/x")),
                Step.say("Done."));
        try (var stage = Stage.of(temp, scenario)) {
            IntStream.range(0, FILES).forEach(i -> stage.project().write("many/" + i, "old\n"));
            var before = stage.project().files();
            assertThat(stage.coder(Wire.ANTHROPIC).run("-p", "Go.").exitCode()).isZero();

            var coder = Coder.in(stage.home(), stage.project().folder());
            try (var undo = coder.start("undo", "--yes")) {
                Thread.sleep(seed.random().nextInt(BUSY_MILLIS));
                undo.kill();
            }
            assertThat(contents(stage.project().files()))
                    .allMatch(text -> text.equals("old\n") || text.equals("new\n"));
            var next = coder.run("undo", "--yes");
            assertThat(next.exitCode()).as(next.stdout() + next.stderr()).isIn(0, 2);
            assertThat(stage.project().files()).isEqualTo(before);
        }
    }

    private static Iterable<String> contents(Map<String, String> files) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith("many/"))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }
}
