package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Streams;
import dev.coder.cli.undo.UndoDesk.Wish;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `coder undo`: takes back what a turn has changed.
@Command(
        name = "undo",
        sortOptions = false,
        description = "Take back what the last turn has changed in the project, what its commands changed included.",
        footer = {
            "",
            "Shows what would happen, and asks. What you changed yourself since then is never overwritten unasked.",
            "What git has recorded (commits, branches, the index) stays as it is."
        })
final class UndoCommand implements Callable<Integer> {

    @Option(names = "--turn", paramLabel = "N", description = "Take this turn back, and none after it.")
    @Nullable
    String turn;

    @Option(names = "--to", paramLabel = "TURN", description = "Go back to how it was before this turn.")
    @Nullable
    String to;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Option(names = "--overwrite", description = "Also what you changed meanwhile; it is kept for a redo.")
    boolean overwrite;

    @Mixin
    UndoOptions of = new UndoOptions();

    private final Map<String, String> environment;
    private final Streams streams;

    UndoCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        return of.dialog(environment, streams).run(wish(), yes, overwrite).number();
    }

    private Wish wish() {
        if (turn != null && to != null) {
            throw new StopException(ExitCode.USAGE, "--turn and --to contradict each other; leave one out");
        }
        if (turn != null) {
            return new Wish.Only(turn);
        }
        return to == null ? new Wish.Last() : new Wish.Since(to);
    }
}
