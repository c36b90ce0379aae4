package dev.coder.cli;

import dev.coder.cli.terminal.Streams;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder sessions resume`: the same as `coder --resume`.
@Command(
        name = "resume",
        sortOptions = false,
        description = "Go on with a session. One that was held on another machine is taken over when you say so.")
final class SessionsResumeCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            defaultValue = "",
            description = "Its id, a part of it, its title, or last; without: choose from a list.")
    String name = "";

    @Option(names = "--take-over", description = "Take it over from the coder that executes it, without a question.")
    boolean takeOver;

    @Mixin
    SessionOptions of = new SessionOptions();

    private final Map<String, String> environment;
    private final Streams streams;

    SessionsResumeCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        var wish = new CoderCommand(environment, streams);
        wish.resume = name;
        wish.takeOver = takeOver;
        wish.projects = of.projects;
        wish.agent = of.agent;
        return wish.call();
    }
}
