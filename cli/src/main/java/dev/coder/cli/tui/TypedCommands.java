package dev.coder.cli.tui;

import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.RefusedException;
import dev.coder.cli.slash.SlashCommand;
import dev.coder.cli.slash.SlashCommands;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Slash commands as they are typed. A command's own failures never end the conversation. Thread-safe.
final class TypedCommands {

    private final Board board;
    private final LiveScreen screen;
    private final LiveSeat seat;
    private volatile @Nullable Bench bench;

    TypedCommands(Board board, LiveScreen screen, LiveSeat seat) {
        this.board = board;
        this.screen = screen;
        this.seat = seat;
    }

    void ready(Bench made) {
        bench = made;
    }

    private record Line(String name, String argument) {

        static Line of(String typed) {
            var words = typed.strip().split("\\s+", 2);
            return new Line(words[0].substring(1), words.length > 1 ? words[1] : "");
        }
    }

    private SlashCommands known() {
        var made = bench;
        return new SlashCommands(made == null ? List.of() : made.commands(), List.of());
    }

    /// Returns when the command has.
    void run(String typed) throws InterruptedException, IOException {
        var line = Line.of(typed);
        screen.typed(typed);
        var found = known().find(line.name());
        if (found.isEmpty()) {
            screen.notice(known().unknown(line.name()));
            return;
        }
        board.change(() -> board.activity().begin("Working"));
        run(found.get(), line);
    }

    private void run(SlashCommand command, Line line) throws InterruptedException, IOException {
        try {
            command.run(line.argument(), seat);
        } catch (StopException e) {
            screen.notice(e.sentence());
        } catch (RefusedException e) {
            screen.notice(e.toStop().sentence());
        } finally {
            showMode();
        }
    }

    /// A command that does not have to wait, beside the turn.
    ///
    /// @return false when there is none such
    boolean aside(String typed) {
        if (!SlashCommands.isCommand(typed)) {
            return false;
        }
        var line = Line.of(typed);
        Optional<SlashCommand> found = known().find(line.name()).filter(SlashCommand::duringTurn);
        found.ifPresent(command -> {
            screen.typed(typed);
            Thread.ofVirtual().name("command").start(() -> beside(command, line));
        });
        return found.isPresent();
    }

    private void beside(SlashCommand command, Line line) {
        try {
            run(command, line);
        } catch (InterruptedException | IOException | RuntimeException e) {
            screen.notice("The command failed: " + e.getMessage());
        }
    }

    /// A command may have switched it.
    private void showMode() {
        var made = bench;
        if (made != null) {
            board.status(board.status().mode(made.mode()));
        }
    }
}
