package dev.coder.cli.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.execute.Approver.Answer;
import dev.coder.cli.execute.Approver.Question;
import dev.coder.cli.render.Theme;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DialogsTest {

    private static final long MILLI = 1_000_000;

    private final AtomicLong clock = new AtomicLong(5_000 * MILLI);
    private final Dialogs dialogs = new Dialogs(clock::get);
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final ApprovalDialog dialog = new ApprovalDialog(
            new Question(
                    "run_command",
                    "run: make",
                    List.of(),
                    List.of(),
                    "it may change files",
                    List.of(),
                    Optional.of("make")),
            answer,
            Theme.none());

    @BeforeEach
    void itIsOnTheScreen() {
        dialog.frame(80, 20, true);
    }

    @Test
    void aKeyCountsOnlyWhenTheDialogWasSeenForAWhile() {
        dialogs.add(dialog);
        assertThat(dialogs.wantsKey()).isFalse();
        dialogs.shown();
        clock.addAndGet(299 * MILLI);
        assertThat(dialogs.wantsKey()).isFalse();
    }

    @Test
    void whoTypesOnDoesNotAnswer() {
        dialogs.add(dialog);
        dialogs.shown();
        for (var i = 0; i < 20; i++) {
            clock.addAndGet(100 * MILLI);
            assertThat(dialogs.wantsKey()).isFalse();
        }
        clock.addAndGet(300 * MILLI);
        assertThat(dialogs.wantsKey()).isTrue();
    }

    @Test
    void theNextDialogHasToBeSeenAsWell() {
        dialogs.add(dialog);
        dialogs.shown();
        clock.addAndGet(400 * MILLI);
        dialogs.add(new LineDialog("which?", new CompletableFuture<>(), Theme.none()));
        dialogs.remove(dialog);
        dialogs.add(dialog);
        dialogs.remove(Objects.requireNonNull(dialogs.first()));
        assertThat(dialogs.wantsKey()).isFalse();
    }

    @Test
    void aCommandCanBeChangedBeforeItRuns() {
        dialog.key(new Key.Text("e"));
        dialog.key(new Key.Text(" all"));
        assertThat(dialog.key(Key.Named.ENTER)).isTrue();
        assertThat(answer).isCompletedWithValue(new Answer.Edited("make all"));
    }

    @Test
    void noCanSayWhatInstead() {
        dialog.key(new Key.Text("i"));
        "use ant".chars().forEach(c -> dialog.key(new Key.Text(Character.toString(c))));
        dialog.key(Key.Named.ENTER);
        assertThat(answer).isCompletedWithValue(new Answer.No("use ant"));
    }

    @Test
    void escapeSaysNoAndLeavesAFieldFirst() {
        dialog.key(new Key.Text("i"));
        assertThat(dialog.key(Key.Named.ESCAPE)).isFalse();
        assertThat(answer).isNotDone();
        assertThat(dialog.key(Key.Named.ESCAPE)).isTrue();
        assertThat(answer).isCompletedWithValue(new Answer.No(""));
    }

    @Test
    void whatWasPastedIsNoAnswer() {
        assertThat(dialog.key(new Key.Paste("y"))).isFalse();
        assertThat(answer).isNotDone();
    }
}
