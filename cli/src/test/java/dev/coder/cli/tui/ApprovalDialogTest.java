package dev.coder.cli.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.execute.Approver.Answer;
import dev.coder.cli.execute.Approver.Question;
import dev.coder.cli.render.Theme;
import dev.coder.plugin.Effect;
import dev.coder.plugin.PreviewLine;
import dev.coder.policy.Allowance;
import dev.coder.policy.Verb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The question stays on the screen, whatever is asked about.
final class ApprovalDialogTest {

    private static final Path FOLDER = Path.of("/work/bakery");

    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    private static Question parts(int count) {
        var command = IntStream.range(0, count).mapToObj(i -> "make step" + i).collect(Collectors.joining(" && "));
        var always = IntStream.range(0, count)
                .mapToObj(i -> new Allowance(Verb.RUN, List.of("make", "step" + i), FOLDER.toString()))
                .toList();
        return new Question(
                "run_command",
                "$ " + command,
                List.of(new Effect.RunCommand(command, FOLDER)),
                List.of(),
                "make may run anything that the project says",
                always,
                Optional.of(command));
    }

    private static Question files(int count, String name) {
        var effects = new ArrayList<Effect>();
        var preview = new ArrayList<PreviewLine>();
        for (var i = 0; i < count; i++) {
            effects.add(new Effect.WriteFile(FOLDER.resolve(name + i)));
            preview.add(new PreviewLine(PreviewLine.Kind.FILE, 0, "new " + name + i));
            preview.add(new PreviewLine(PreviewLine.Kind.ADDED, 0, "content " + i));
        }
        return new Question(
                "apply_patch",
                "patch " + name + "0 and more",
                effects,
                preview,
                "it changes " + name + "0",
                List.of(),
                Optional.empty());
    }

    private static List<Question> questions() {
        return List.of(
                parts(1),
                parts(60),
                parts(1000),
                files(1, "a"),
                files(60, "file"),
                files(60, "漢字/" + "very/long/name/".repeat(20)),
                files(3, "x".repeat(5000)));
    }

    private ApprovalDialog dialog(Question question) {
        return new ApprovalDialog(question, answer, Theme.none());
    }

    private static String text(Frame frame) {
        return frame.lines().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource({"100,8", "100,12", "80,20", "40,26", "20,6", "200,50", "30,8", "80,6"})
    void titleAndAnswersAreAlwaysThere(int width, int rows) {
        for (var question : questions()) {
            for (var whole : List.of(false, true)) {
                var dialog = dialog(question);
                dialog.frame(width, rows, true);
                if (whole) {
                    dialog.key(new Key.Text("d"));
                }
                var frame = dialog.frame(width, rows, true);
                assertThat(frame.lines()).hasSizeLessThanOrEqualTo(rows);
                assertThat(text(frame))
                        .contains("? " + question.title().substring(0, 7))
                        .contains("y Yes")
                        .contains("n No")
                        .contains("d ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8,10", "20,3", "80,3", "1,1", "11,20"})
    void whereThereIsNoRoomTheOnlyAnswerIsNo(int width, int rows) {
        for (var key : List.of("y", "a", "e", "d", " ")) {
            var dialog = dialog(parts(60));
            assertThat(dialog.frame(width, rows, true).lines()).hasSizeLessThanOrEqualTo(rows);
            assertThat(dialog.key(new Key.Text(key))).isFalse();
            assertThat(dialog.key(Key.Named.ENTER)).isFalse();
            assertThat(answer).isNotDone();
        }
        var dialog = dialog(parts(60));
        dialog.frame(width, rows, true);
        assertThat(dialog.key(new Key.Text("n"))).isTrue();
        assertThat(answer).isCompletedWithValue(new Answer.No(""));
    }

    @Test
    void nothingCountsBeforeItWasDrawn() {
        var dialog = dialog(parts(1));
        assertThat(dialog.key(new Key.Text("y"))).isFalse();
        assertThat(answer).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 12, 20, 60})
    void enterSaysYesOnlyToWhatWasOnTheScreen(int rows) {
        for (var question : questions()) {
            var answered = new CompletableFuture<Answer>();
            var dialog = new ApprovalDialog(question, answered, Theme.none());
            var seen = new StringBuilder(text(dialog.frame(80, rows, true)));
            for (var i = 0; i < 20_000 && !dialog.key(Key.Named.ENTER); i++) {
                seen.append('\n').append(text(dialog.frame(80, rows, true)));
            }
            assertThat(answered).isCompletedWithValue(new Answer.Yes());
            for (var effect : question.effects()) {
                if (effect instanceof Effect.WriteFile(var path)
                        && path.toString().length() < 60) {
                    assertThat(seen).contains("write " + path);
                }
            }
            question.preview().stream()
                    .filter(line -> line.text().length() < 60)
                    .forEach(line -> assertThat(seen).contains(line.text()));
        }
    }

    @Test
    void alwaysCountsOnlyWhenAllThatItAllowsWasSeen() {
        var dialog = dialog(parts(60));
        dialog.frame(80, 20, true);
        assertThat(dialog.key(new Key.Text("a"))).isFalse();
        assertThat(answer).isNotDone();
        var seen = new StringBuilder();
        for (var i = 0; i < 100 && !answer.isDone(); i++) {
            seen.append(text(dialog.frame(80, 20, true)));
            dialog.key(new Key.Text("a"));
        }
        assertThat(answer).isCompletedWithValue(new Answer.Always());
        assertThat(seen).contains("step59");
    }

    @Test
    void anUnchangedTextIsNoWayAroundThat() {
        var dialog = dialog(parts(60));
        dialog.frame(80, 12, true);
        dialog.key(new Key.Text("e"));
        dialog.frame(80, 12, true);
        assertThat(dialog.key(Key.Named.ENTER)).isFalse();
        assertThat(answer).isNotDone();
    }

    @Test
    void itSaysHowMuchIsNotShown() {
        var dialog = dialog(files(60, "file"));
        assertThat(text(dialog.frame(80, 20, true))).contains("more lines (d: show all)");
        assertThat(text(dialog(parts(60)).frame(80, 20, true))).contains("and 57 more (d: show all)");
    }

    @Test
    void anotherWidthHasToBeSeenAsAWhole() {
        var dialog = dialog(files(60, "file"));
        for (var i = 0; i < 100; i++) {
            dialog.frame(80, 20, true);
            dialog.key(Key.Named.PAGE_DOWN);
        }
        dialog.frame(40, 20, true);
        assertThat(dialog.key(Key.Named.ENTER)).isFalse();
    }
}
