package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.sessions.Story;
import dev.coder.cli.terminal.Streams;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder sessions fork`
@Command(
        name = "fork",
        sortOptions = false,
        description = "Make a new session that begins with what was said in another one. Files stay as they are.")
final class SessionsForkCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Its id, a part of it, its title, or last.")
    String name = "";

    @Option(names = "--turn", paramLabel = "T", description = "Up to the end of this turn: its number, or its id.")
    @Nullable
    String turn;

    @Mixin
    SessionOptions of = new SessionOptions();

    private final Map<String, String> environment;
    private final Streams streams;

    SessionsForkCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        var catalog = of.catalog(environment, streams);
        var session = catalog.find(name);
        var last = turn == null ? null : turnId(Story.of(catalog.events(session.sessionId())), turn);
        var wish = new CoderCommand(environment, streams);
        wish.projects = of.projects;
        wish.agent = of.agent;
        wish.print = true;
        var bench = Workbench.of(wish, environment, streams, UnaryOperator.identity());
        try (var fork = bench.desk().fork(session.sessionId(), last)) {
            streams.say(fork.id().value());
            streams.complain("go on with it: " + OwnCommand.with("--session " + fork.id()));
        }
        return ExitCode.DONE.number();
    }

    private static String turnId(Story story, String wanted) {
        var found = story.find(wanted);
        if (found == null) {
            throw new StopException(
                    ExitCode.USAGE,
                    "There is no turn " + wanted + " in this session; it has "
                            + story.turns().size());
        }
        return found.id();
    }
}
