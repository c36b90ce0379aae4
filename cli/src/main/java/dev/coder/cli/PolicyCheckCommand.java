package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.terminal.Streams;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `coder policy check`.
@Command(name = "check", description = "Judge the commands of a file of cases, one JSON object a line.")
final class PolicyCheckCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final Streams streams;

    PolicyCheckCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() {
        streams.say(environment.getOrDefault("HOME", ""));
        return ExitCode.DONE.number();
    }
}
