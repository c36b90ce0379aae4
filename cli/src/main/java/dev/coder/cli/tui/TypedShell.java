package dev.coder.cli.tui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What the user has run with `!`, and what the model is still to be told of it. Used by the thread that works.
final class TypedShell {

    private final Board board;
    private final StringBuilder told = new StringBuilder();

    TypedShell(Board board) {
        this.board = board;
    }

    /// Cancelled, it stays among the calls that run, for the scrollback.
    void run(String command, Path folder) throws InterruptedException, IOException {
        if (command.isEmpty()) {
            return;
        }
        var call = "!" + System.nanoTime();
        board.change(() -> {
            board.activity().begin("Running");
            board.activity().callBegan(call, "! " + command);
        });
        try {
            var outcome = ShellCommand.run(
                    command, folder, text -> board.change(() -> board.activity().callSaid(call, text)));
            told.append(outcome.told());
            board.change(() -> {
                var ran = board.activity().callEnded(call);
                var output = ran == null ? List.<String>of() : ran.output().ends(ShellText.LINES);
                board.above(ShellText.lines(outcome, output, board.theme()));
            });
        } catch (IOException e) {
            board.change(() -> board.activity().callEnded(call));
            throw e;
        }
    }

    /// For the model, before what the user says next; empty when nothing was run since.
    String takeTold() {
        var text = told.toString();
        told.setLength(0);
        return text;
    }
}
