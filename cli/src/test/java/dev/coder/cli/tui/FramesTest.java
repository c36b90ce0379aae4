package dev.coder.cli.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.execute.Approver.Question;
import dev.coder.cli.render.DiffText;
import dev.coder.cli.render.Snapshots;
import dev.coder.cli.render.StatusLine;
import dev.coder.cli.render.Theme;
import dev.coder.cli.slash.Choice;
import dev.coder.plugin.Effect;
import dev.coder.plugin.UserQuestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

/// Every state of the screen, as text.
final class FramesTest {

    private static final int ROWS = 24;
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong clock = new AtomicLong();

    /// @param text what stands in the input
    private void shows(String name, String text, Consumer<Board> state) {
        Snapshots.check("../tui/" + name, (theme, width) -> {
            clock.set(0);
            var board = new Board(clock::get, theme);
            board.status(StatusLine.UNKNOWN
                    .mode("ask")
                    .model("anthropic/claude-sonnet-4-5")
                    .spent(new StatusLine.Context(24_000, OptionalLong.of(200_000)), OptionalDouble.of(0.0412))
                    .branch("main"));
            board.change(() -> state.accept(board));
            var composer = new Composer(board);
            var input = new Composer.Input(text, text.length(), false);
            board.ask(() -> composer.frame(input, width, ROWS));
            clock.addAndGet(SECOND);
            return board.ask(() -> composer.frame(input, width, ROWS)).lines();
        });
    }

    private static void dialog(Board board, Dialog dialog) {
        board.dialogs().add(dialog);
    }

    @Test
    void idle() {
        shows("idle", "", board -> {});
    }

    @Test
    void typing() {
        shows("typing", "Look at @src/Bakery.java and [pasted #1: 300 lines]: 漢字かな交じり文 🎉\nsecond line", board -> {});
    }

    @Test
    void aCommandOfTheUsersOwn() {
        shows("shell-mode", "!git status", board -> board.hint("Up brings it back, Ctrl-C twice ends coder"));
    }

    @Test
    void working() {
        shows("working", "and then", board -> {
            board.activity().begin("Working");
            board.activity().callBegan("1", "$ ./mvnw verify");
            board.activity().callSaid("1", "[INFO] Building\n[INFO] Tests\n");
            board.activity()
                    .todo(List.of(new AttributedString("Plan: 1 of 2 done"), new AttributedString("☑ look at it")));
            board.queue().sent("only the tests of the bakery");
            board.queue().add("write the changelog\nin one line");
        });
    }

    @Test
    void cancelling() {
        shows("cancelling", "", board -> {
            board.activity().begin("Thinking");
            board.activity().stopping("Cancelling");
        });
    }

    @Test
    void completing() {
        var items = new ArrayList<Menu.Item>();
        for (var i = 1; i <= 12; i++) {
            items.add(new Menu.Item("/command" + i, "what the command of this number does for you", "", true));
        }
        shows("menu", "/comm", board -> board.menu().offer(new Menu.Offer(0, "/comm", items)));
    }

    private static Question edit() {
        var file = Path.of("/work/bakery/src/Bakery.java");
        return new Question(
                "edit_file",
                "edit src/Bakery.java",
                List.of(new Effect.WriteFile(file)),
                DiffText.read(
                        "@@ -3,3 +3,3 @@\n class Bakery {\n-    int free = buns / 12;\n+    int free = buns / 13;\n }\n"),
                "it changes src/Bakery.java",
                List.of(),
                Optional.empty());
    }

    @Test
    void asking() {
        shows(
                "approval",
                "",
                board -> dialog(board, new ApprovalDialog(edit(), new CompletableFuture<>(), board.theme())));
    }

    @Test
    void refusing() {
        shows("approval-instead", "", board -> {
            var dialog = new ApprovalDialog(edit(), new CompletableFuture<>(), board.theme());
            dialog.key(new Key.Text("i"));
            dialog.key(new Key.Paste("make it 14"));
            dialog(board, dialog);
        });
    }

    @Test
    void questionOfTheModel() {
        var question = new UserQuestion(
                "Which build tool?",
                List.of(
                        new UserQuestion.Choice("Maven", "as it is; nothing changes for those who build it today"),
                        new UserQuestion.Choice("Gradle", "")),
                false);
        shows(
                "question",
                "",
                board -> dialog(board, new QuestionDialog(question, new CompletableFuture<>(), board.theme())));
        shows("question-own-words", "", board -> {
            var dialog = new QuestionDialog(question, new CompletableFuture<>(), board.theme());
            dialog.key(new Key.Text("3"));
            dialog.key(new Key.Paste("Ant"));
            dialog(board, dialog);
        });
    }

    @Test
    void choosing() {
        var choices = List.of(
                Choice.of(1, "why does the build of the bakery fail", "2 h ago"),
                Choice.of(2, "write a test", "3 d ago"));
        shows("picker", "", board -> {
            var dialog = new PickerDialog<>("Sessions", choices, new CompletableFuture<>(), board);
            dialog.key(new Key.Text("t"));
            dialog(board, dialog);
        });
    }

    @Test
    void keys() {
        Snapshots.check("../tui/keys", Shortcuts::lines);
    }

    @Test
    void noFrameIsWiderOrHigherThanTheTerminal() {
        var board = new Board(clock::get, Theme.none());
        dialog(board, new ApprovalDialog(edit(), new CompletableFuture<>(), board.theme()));
        for (var width = 10; width < 60; width++) {
            var columns = width;
            var frame = board.ask(() -> new Composer(board).frame(new Composer.Input("", 0, false), columns, 6));
            assertThat(frame.lines()).hasSizeLessThanOrEqualTo(6).allMatch(line -> line.columnLength() <= columns);
        }
    }
}
