package dev.coder.cli.slash;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.undo.UndoDesk;
import dev.coder.cli.undo.UndoDialog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What turns have changed: shown, kept, taken back.
record ChangeCommands(Surroundings run) {

    List<SlashCommand> list() {
        return List.of(
                Builtin.idle(
                        "diff", "[git]", "Show what this session has changed in all, or git's differences", this::diff),
                Builtin.idle("diff-save", "FILE", "Write what this session has changed to a file", this::save),
                Builtin.idle("undo", "[TURN]", "Take back what the last turn, or this one, has changed", this::undo),
                Builtin.idle("redo", "", "Bring back what was undone last", this::redo),
                Builtin.idle("changes", "[TURN]", "Show what each turn, or this one, has changed", this::changes));
    }

    private void diff(String argument, Seat seat) throws InterruptedException, IOException {
        if (argument.equals("git")) {
            var lines = run.reports().gitDiff();
            show(lines, "git sees no difference to the last commit", seat);
        } else {
            show(changed(seat), "This session has changed nothing so far; git's differences: /diff git", seat);
        }
    }

    private static void show(List<String> lines, String none, Seat seat) {
        if (lines.isEmpty()) {
            seat.notice(none);
        } else {
            seat.say(Lines.diff(lines));
        }
    }

    private List<String> changed(Seat seat) throws InterruptedException, IOException {
        return run.undo().changesOf(seat.session().id().value());
    }

    private void save(String file, Seat seat) throws InterruptedException, IOException {
        if (file.isEmpty()) {
            throw new StopException(ExitCode.USAGE, "Name the file: /diff-save changes.patch");
        }
        var lines = changed(seat);
        if (lines.isEmpty()) {
            seat.notice("This session has changed nothing so far; nothing was written");
        } else {
            new FileOffer(run.workspace()).write(file, String.join("\n", lines) + "\n", seat);
        }
    }

    private void undo(String turn, Seat seat) throws InterruptedException {
        dialog(seat).run(turn.isEmpty() ? new UndoDesk.Wish.Last() : new UndoDesk.Wish.Only(turn), false, false);
    }

    private void redo(String argument, Seat seat) throws InterruptedException {
        dialog(seat).run(new UndoDesk.Wish.Again(), false, false);
    }

    private void changes(String turn, Seat seat) throws InterruptedException {
        dialog(seat).changes(turn, false);
    }

    private UndoDialog dialog(Seat seat) {
        return new UndoDialog(run.undo(), new SeatVoice(seat));
    }

    /// The undo dialog at the seat.
    private record SeatVoice(Seat seat) implements UndoDialog.Voice {

        @Override
        public void say(String line) {
            seat.say(Lines.plain(List.of(line)));
        }

        @Override
        public void diff(String line) {
            seat.say(List.of(Lines.ofDiff(line)));
        }

        @Override
        public Optional<Boolean> ask(String question) throws InterruptedException {
            var answers = List.of(Choice.of(true, "Yes", ""), Choice.of(false, "No", ""));
            return Optional.of(seat.pick(question, answers).orElse(false));
        }
    }
}
