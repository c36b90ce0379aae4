package dev.coder.cli.terminal;

import dev.coder.cli.conversation.Screen;
import dev.coder.cli.undo.UndoDialog;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;

/// Undo within a conversation: shown beside it, answered at its prompt.
record SpokenUndo(LineReader reader, Screen screen) implements UndoDialog.Voice {

    @Override
    public void say(String line) {
        screen.notice(line);
    }

    @Override
    public void diff(String line) {
        screen.notice(line);
    }

    @Override
    public Optional<Boolean> ask(String question) {
        try {
            return Optional.of(Confirmation.means(reader.readLine(question + " [y/N] ")));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.of(false);
        }
    }
}
