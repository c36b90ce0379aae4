package dev.coder.cli.tui;

import dev.coder.cli.slash.Choice;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What the keys mean that are not for editing. Called by the editor, with its lock held.
final class Controls implements Editor.Keys {

    /// What a key can set going outside of the board.
    interface Actions {

        void submit(String text);

        void steer(String text);

        /// @return what waited, to be edited
        Optional<String> cancel();

        boolean busy();

        /// The same, apart from the begin, when nothing was asked yet.
        boolean engaged();

        /// Whether the user has cancelled what is going on, and it has not ended yet.
        boolean cancelling();

        void leave();

        void nextMode();

        void clearScreen();

        void suspend();

        /// Has the text edited elsewhere.
        String editElsewhere(String text);

        void clipboardImage();

        String pasted(String text);

        int width();
    }

    private final Board board;
    private final Actions actions;
    private final CallRecord calls;
    private @Nullable Editor editor;
    private String cleared = "";
    /// Whether the status line says that Ctrl-C quits now.
    private boolean quitNext;

    Controls(Board board, Actions actions, CallRecord calls) {
        this.board = board;
        this.actions = actions;
        this.calls = calls;
    }

    void edits(Editor now) {
        editor = now;
    }

    private Editor editor() {
        var now = editor;
        if (now == null) {
            throw new IllegalStateException("there is no editor yet");
        }
        return now;
    }

    @Override
    public boolean dialog() {
        return board.ask(
                () -> board.dialogs().first() != null && board.dialogs().ready());
    }

    /// Somebody else has asked for it.
    @Override
    public void interrupted() {
        if (actions.busy()) {
            restore(actions.cancel());
        } else {
            actions.leave();
        }
    }

    @Override
    public String pasted(String text) {
        return actions.pasted(text);
    }

    @Override
    public boolean take(Key key) {
        var quits = quitNext
                && key == Key.Named.CTRL_C
                && board.ask(() -> board.dialogs().first() == null);
        quitNext = false;
        return quits ? did(actions::leave) : taken(key);
    }

    private boolean taken(Key key) {
        if (board.ask(() -> board.dialogs().wantsKey())) {
            board.change(() -> dialogKey(key));
            return true;
        }
        var dialog = board.ask(() -> board.dialogs().first() != null);
        if (dialog && key != Key.Named.ENTER) {
            return key == Key.Named.ESCAPE || key == Key.Named.CTRL_C || key == Key.Named.TAB;
        }
        board.hint("");
        return board.ask(() -> menuKey(key)) || (key instanceof Key.Named named ? named(named) : text(key));
    }

    private void dialogKey(Key key) {
        var dialog = board.dialogs().first();
        if (dialog != null && dialog.key(key)) {
            board.dialogs().remove(dialog);
            board.above(dialog.trace());
        }
    }

    private boolean menuKey(Key key) {
        var menu = board.menu();
        if (!menu.open()) {
            return false;
        }
        if (key == Key.Named.ESCAPE) {
            menu.dismiss();
            return true;
        }
        if (key == Key.Named.TAB || key == Key.Named.ENTER) {
            return accept(key == Key.Named.ENTER);
        }
        return menu.key(key);
    }

    /// @return false when the input is complete with it, and is to be sent
    private boolean accept(boolean enter) {
        var item = board.menu().marked();
        var offer = board.menu().offer();
        if (item == null || offer == null) {
            return false;
        }
        var text = editor().text();
        editor().set(text.substring(0, offer.start()) + item.text(), text.substring(editor().cursor()));
        board.menu().offer(null);
        return !(enter && item.isFinal());
    }

    private boolean text(Key key) {
        if (key instanceof Key.Text(var text)
                && text.equals("?")
                && editor().text().isEmpty()) {
            board.above(Shortcuts.lines(board.theme(), actions.width()));
            return true;
        }
        return false;
    }

    private boolean named(Key.Named key) {
        return switch (key) {
            case ENTER -> enter();
            case NEWLINE -> {
                editor().newline();
                yield true;
            }
            case ESCAPE -> escape();
            case CTRL_C -> did(this::interrupt);
            case CTRL_D -> endOfInput();
            case BACK_TAB -> did(actions::nextMode);
            case TAB -> true;
            case CTRL_L -> did(actions::clearScreen);
            case CTRL_O -> did(this::unfold);
            case CTRL_R -> did(this::searchHistory);
            case CTRL_G -> did(() -> editor().set(actions.editElsewhere(editor().text()), ""));
            case CTRL_V -> did(actions::clipboardImage);
            case CTRL_Z -> did(actions::suspend);
            case CTRL_S -> did(this::steer);
            case UP -> bringBack();
            default -> false;
        };
    }

    private static boolean did(Runnable action) {
        action.run();
        return true;
    }

    private boolean enter() {
        var text = editor().text();
        if (text.endsWith("\\") && editor().cursor() == text.length()) {
            editor().set(text.substring(0, text.length() - 1) + "\n", "");
            return true;
        }
        if (!text.isBlank()) {
            cleared = "";
            editor().set("", "");
            actions.submit(text.strip());
        }
        return true;
    }

    private void steer() {
        var typed = editor().text().strip();
        var text = typed.isEmpty() ? board.ask(() -> board.queue().next()).orElse("") : typed;
        if (!text.isEmpty()) {
            if (!typed.isEmpty()) {
                editor().set("", "");
            }
            actions.steer(text);
        }
    }

    /// In vi's insert mode it leads to command mode, there it cancels.
    private boolean escape() {
        var vi = editor().isKeyMap("viins") || (editor().isKeyMap("main") && editor().vi());
        if (vi) {
            return false;
        }
        if (actions.busy()) {
            restore(actions.cancel());
        }
        return true;
    }

    private void restore(Optional<String> waited) {
        waited.ifPresent(text -> {
            var typed = editor().text();
            editor().set(typed.isEmpty() ? text : text + "\n" + typed, "");
        });
    }

    /// One key, one meaning: it clears the input; without input it cancels; with nothing to cancel it says that the
    /// next
    /// one quits.
    private void interrupt() {
        if (!editor().text().isEmpty()) {
            cleared = editor().text();
            editor().set("", "");
            board.hint("Up brings it back");
        } else if (!cancels()) {
            quitNext = true;
            board.hint("Ctrl-C again quits");
        }
    }

    /// @return false when there is nothing to cancel, or it was cancelled before and does not end
    private boolean cancels() {
        var waits = board.ask(() -> !board.queue().isEmpty());
        if (!actions.engaged() && !waits) {
            return false;
        }
        var before = actions.cancelling();
        restore(actions.cancel());
        return waits || !before;
    }

    private boolean endOfInput() {
        if (!editor().text().isEmpty()) {
            return false;
        }
        if (actions.engaged()) {
            board.hint("The agent works; Esc cancels");
        } else {
            actions.leave();
        }
        return true;
    }

    private void unfold() {
        board.change(() -> {
            board.above(calls.toggle(actions.width()));
            board.hint(calls.unfolded() ? "Calls are shown in full; Ctrl-O folds them" : "Calls are shown as one line");
        });
    }

    /// What waits, or else what was cleared.
    private boolean bringBack() {
        if (!editor().text().isEmpty()) {
            return false;
        }
        var text = board.ask(() -> board.queue().takeBack())
                .or(() -> Optional.of(cleared).filter(gone -> !gone.isEmpty()));
        cleared = "";
        restore(text);
        return text.isPresent();
    }

    private void searchHistory() {
        var answer = new CompletableFuture<Optional<String>>();
        List<Choice<String>> choices = editor().remembered().stream()
                .map(line -> Choice.of(line, line.replace('\n', ' '), ""))
                .toList();
        board.change(
                () -> board.dialogs().add(new PickerDialog<>("Search what you have typed", choices, answer, board)));
        var _ = answer.thenAccept(chosen -> chosen.ifPresent(line -> editor().set(line, "")));
    }
}
