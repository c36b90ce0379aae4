package dev.coder.cli;

import dev.coder.cli.terminal.Streams;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder changes`: what turns have changed.
@Command(
        name = "changes",
        sortOptions = false,
        description = "Show what each turn of the last session, or one turn, has changed in the project.")
final class ChangesCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TURN", arity = "0..1", defaultValue = "", description = "The turn's number, or its id.")
    String turn = "";

    @Option(names = "--list", description = "All turns of this project, with the names of the files only.")
    boolean list;

    @Mixin
    UndoOptions of = new UndoOptions();

    private final Map<String, String> environment;
    private final Streams streams;

    ChangesCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        return of.dialog(environment, streams).changes(turn, list).number();
    }
}
