package dev.coder.cli.terminal;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.conversation.Conversation;
import dev.coder.cli.conversation.Screen;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.RefusedException;
import dev.coder.cli.undo.UndoDesk;
import dev.coder.cli.undo.UndoDialog;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/// `coder` alone: prompt after prompt, until the user has enough.
public final class InteractiveLoop {

    private static final String HELP =
            "Type what to do. /undo takes back what the last turn changed, /redo brings it back, /changes shows it; /help"
                    + " shows this, /quit or Ctrl-D ends, Ctrl-C clears the line or cancels the turn, twice quits.";

    private final Conversation conversation;
    private final Screen screen;
    private final StateFolder state;
    private final UndoDesk undo;
    private final AtomicBoolean cancelling = new AtomicBoolean();
    private boolean unfinished;
    private volatile @Nullable Thread reading;
    /// Whether the line above says that Ctrl-C quits now.
    private boolean quitNext;

    public InteractiveLoop(Conversation conversation, Screen screen, StateFolder state, UndoDesk undo) {
        this.conversation = conversation;
        this.screen = screen;
        this.state = state;
        this.undo = undo;
    }

    /// @param first the first prompt; null when the user is still to type it
    public ExitCode run(@Nullable String first) throws InterruptedException, IOException {
        try (var terminal = TerminalBuilder.builder()
                .system(true)
                .graphemeCluster(false)
                .nativeSignals(true)
                .build()) {
            terminal.handle(Terminal.Signal.INT, _ -> interrupt());
            if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
                Signals.register("INT", this::interrupt); // JLine leaves this one to the system, which ends Coder
            }
            var reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .variable(LineReader.HISTORY_FILE, state.history())
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            screen.notice(HELP);
            conversation.resume();
            if (first != null) {
                ask(first);
            }
            return loop(reader);
        }
    }

    private ExitCode loop(LineReader reader) throws InterruptedException {
        var dialog = new UndoDialog(undo, new SpokenUndo(reader, screen));
        while (true) {
            var line = read(reader).strip();
            var words = line.split("\\s+", 2);
            var turn = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "" -> {}
                case "/help" -> screen.notice(HELP);
                case "/undo" -> undo(() -> dialog.run(undone(turn), false, false));
                case "/redo" -> undo(() -> dialog.run(new UndoDesk.Wish.Again(), false, false));
                case "/changes" -> undo(() -> dialog.changes(turn, false));
                case "/quit", "/exit" -> {
                    return ExitCode.DONE;
                }
                default -> ask(line);
            }
        }
    }

    private static UndoDesk.Wish undone(String turn) {
        return turn.isEmpty() ? new UndoDesk.Wish.Last() : new UndoDesk.Wish.Only(turn);
    }

    /// Ctrl-C at the prompt drops what was typed; without anything typed the second one quits, as Ctrl-D does.
    private String read(LineReader reader) {
        var quits = quitNext;
        quitNext = false;
        reading = Thread.currentThread();
        try {
            return reader.readLine("> ");
        } catch (UserInterruptException e) {
            return e.getPartialLine().isBlank() ? interruptedAtPrompt(quits) : "";
        } catch (EndOfFileException e) {
            return "/quit";
        } finally {
            reading = null;
            var _ = Thread.interrupted();
        }
    }

    private String interruptedAtPrompt(boolean quits) {
        if (quits) {
            return "/quit";
        }
        quitNext = true;
        screen.notice("Ctrl-C again quits");
        return "";
    }

    /// What an agent out of reach has left unfinished comes before the prompt.
    private void ask(String prompt) throws InterruptedException {
        conversation.nextMessage();
        cancelling.set(false);
        try {
            if (unfinished) {
                conversation.resume();
                unfinished = false;
            }
            conversation.ask(prompt);
        } catch (RefusedException e) {
            screen.notice(e.toStop().sentence());
        } catch (StopException e) {
            if (e.exitCode() != ExitCode.UNREACHABLE) {
                throw e;
            }
            unfinished = true;
            screen.notice(e.sentence());
        }
    }

    @FunctionalInterface
    private interface UndoAction {
        ExitCode run() throws InterruptedException;
    }

    private void undo(UndoAction action) throws InterruptedException {
        try {
            action.run();
        } catch (StopException e) {
            screen.notice(e.sentence());
        }
    }

    private void interrupt() {
        var prompt = reading;
        if (prompt != null) {
            prompt.interrupt();
            return;
        }
        if (cancelling.getAndSet(true)) {
            Runtime.getRuntime().halt(ExitCode.CANCELLED.number());
        }
        screen.notice(Interrupts.CANCELLING);
        Thread.ofVirtual().start(() -> Interrupts.cancel(conversation));
    }
}
