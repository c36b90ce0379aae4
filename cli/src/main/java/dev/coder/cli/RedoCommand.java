package dev.coder.cli;

import dev.coder.cli.terminal.Streams;
import dev.coder.cli.undo.UndoDesk.Wish;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `coder redo`: brings back what was undone.
@Command(name = "redo", sortOptions = false, description = "Bring back what the last undo has taken back.")
final class RedoCommand implements Callable<Integer> {

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Option(names = "--overwrite", description = "Also what you changed meanwhile.")
    boolean overwrite;

    @Mixin
    UndoOptions of = new UndoOptions();

    private final Map<String, String> environment;
    private final Streams streams;

    RedoCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        return of.dialog(environment, streams)
                .run(new Wish.Again(), yes, overwrite)
                .number();
    }
}
