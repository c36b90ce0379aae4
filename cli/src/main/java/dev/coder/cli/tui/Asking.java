package dev.coder.cli.tui;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Puts dialogs on the board and waits for the answer, on the thread of whoever asks.
record Asking(Board board, Runnable draw) {

    /// @param answer completed by the dialog
    <T> T ask(Dialog dialog, CompletableFuture<T> answer) throws InterruptedException {
        board.change(() -> board.dialogs().add(dialog));
        draw.run();
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a dialog has no answer", e);
        } finally {
            board.change(() -> board.dialogs().remove(dialog));
        }
    }
}
