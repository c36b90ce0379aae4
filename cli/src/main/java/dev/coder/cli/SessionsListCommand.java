package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.sessions.SessionLine;
import dev.coder.cli.terminal.Streams;
import dev.coder.protocol.ProtocolJson;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `coder sessions list`
@Command(
        name = "list",
        sortOptions = false,
        description = "List the sessions of this project, the latest first; the end of an id is enough to name one.")
final class SessionsListCommand implements Callable<Integer> {

    private static final int WIDTH = 120;

    @Option(names = "--all", description = "Those of all projects, and those in which nothing was asked.")
    boolean all;

    @Option(names = "--json", description = "One JSON object a line.")
    boolean json;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many (default: 50).")
    int limit = 50;

    @Mixin
    SessionOptions of = new SessionOptions();

    private final Map<String, String> environment;
    private final Streams streams;

    SessionsListCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1) {
            throw new StopException(ExitCode.USAGE, "--limit needs a number from 1 on");
        }
        var catalog = of.catalog(environment, streams);
        var found = all ? catalog.everywhere(limit) : catalog.used(false, limit);
        if (json) {
            found.forEach(session -> streams.say(ProtocolJson.write(session)));
        } else if (found.isEmpty()) {
            streams.say("There is no session here"
                    + (all ? "" : "; those of all projects: " + OwnCommand.with("sessions list --all")));
        } else {
            streams.plain(SessionLine.head(WIDTH));
            found.forEach(session -> streams.plain(new SessionLine(session, Instant.now()).text(WIDTH)));
        }
        return ExitCode.DONE.number();
    }
}
