package dev.coder.cli;

import dev.coder.cli.config.Allowances;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.project.KnownProjects;
import dev.coder.cli.terminal.Streams;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder policy forget`
@Command(name = "forget", description = "Ask again for what you always allowed.")
final class PolicyForgetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "N", arity = "0..1", description = "Its number in: coder policy list")
    @Nullable
    Integer number;

    @Option(names = "--all", description = "All of it.")
    boolean all;

    @Option(names = "--project", paramLabel = "DIR", description = "In this folder (default: the current one).")
    @Nullable
    String project;

    private final Map<String, String> environment;
    private final Streams streams;

    PolicyForgetCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var root = KnownProjects.open(project == null ? List.of() : List.of(project), environment)
                .root();
        var allowances = new Allowances(StateFolder.of(environment), root);
        if (all == (number != null)) {
            throw new StopException(
                    ExitCode.USAGE, "Say which: a number from " + OwnCommand.with("policy list") + ", or --all");
        }
        if (number == null) {
            allowances.clear();
            streams.say("Forgotten.");
        } else {
            forget(allowances, number);
        }
        return ExitCode.DONE.number();
    }

    private void forget(Allowances allowances, int chosen) throws IOException, InterruptedException {
        var known = allowances.all();
        if (chosen < 1 || chosen > known.size()) {
            throw new StopException(
                    ExitCode.USAGE, "There is no number " + chosen + "; see: " + OwnCommand.with("policy list"));
        }
        allowances.remove(List.of(known.get(chosen - 1)));
        streams.say("Forgotten: " + known.get(chosen - 1).shown());
    }
}
