package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.harness.Workdir;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two projects in one session: each with rules of its own, undone together, and written down without secrets.
class TwoProjectsTest {

    @TempDir
    private Path temp;

    @Test
    void keepsTheRulesOfEachAndUndoesBoth() throws Exception {
        var parent = temp.toRealPath();
        try (var stage = stage(parent)) {
            var one = stage.project();
            var two = new Workdir(Files.createDirectory(parent.resolve("other-project")));
            one.write(".coder/config.json", "{\"blockedPaths\": [\"closed/**\"]}");
            one.write("AGENTS.md", "Always say please.");
            Files.createSymbolicLink(one.file("out"), parent);
            var key = "sk-ant-" + "api03-" + "Zx9".repeat(31) + "AA";
            var coder = coder(stage, one, two).with(Map.of("MY_API_KEY", key));
            var turn = coder.run("-p", "--trace", "--trust", "Write them, not " + key);
            assertThat(turn.exitCode()).as(turn.stderr()).isEqualTo(5);
            assertThat(one.lines("closed/no.txt")).isEmpty();
            assertThat(two.lines("closed/yes.txt")).containsExactly("2");
            assertThat(one.lines("a.txt")).containsExactly("1");
            assertThat(stage.provider().requests().getFirst().body().toString())
                    .contains(
                            "Always say please",
                            one.folder().toString(),
                            two.folder().toString());

            var shown = Coder.in(stage.home(), one.folder()).run("trace", "show", "last");
            assertThat(shown.stdout()).as(shown.stderr()).contains("write_file", "model", "turn", "end");
            try (var files = Files.walk(stage.home().state())) {
                assertThat(files.filter(file -> file.endsWith("trace.jsonl")))
                        .singleElement()
                        .satisfies(file -> assertThat(Files.readString(file))
                                .contains("write_file")
                                .doesNotContain(key));
            }
            var undone = Coder.in(stage.home(), one.folder())
                    .run(
                            "undo",
                            "--yes",
                            "--project",
                            one.folder().toString(),
                            "--project",
                            two.folder().toString());
            assertThat(undone.exitCode()).as(undone.stdout() + undone.stderr()).isZero();
            assertThat(one.file("a.txt")).doesNotExist();
            assertThat(one.file("out")).isSymbolicLink();
            assertThat(two.file("closed/yes.txt")).doesNotExist();
        }
    }

    private static Stage stage(Path parent) {
        var two = parent.resolve("other-project");
        return Stage.of(
                parent,
                Scenario.of(
                        Step.ask(
                                Wish.write("a.txt", "1\n"),
                                Wish.write("closed/no.txt", "1\n"),
                                Wish.write(two.resolve("closed/yes.txt").toString(), "2\n")),
                        Step.say("Done.")));
    }

    private static Coder coder(Stage stage, Workdir one, Workdir two) {
        return stage.coder(Wire.ANTHROPIC)
                .withOptions(
                        "--project",
                        one.folder().toString(),
                        "--project",
                        two.folder().toString(),
                        "--once");
    }
}
