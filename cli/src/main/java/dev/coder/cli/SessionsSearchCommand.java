package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.sessions.SessionLine;
import dev.coder.cli.terminal.Streams;
import dev.coder.protocol.ProtocolJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder sessions search`
@Command(
        name = "search",
        sortOptions = false,
        description = "List the sessions of this project in which something was said, or whose title holds it.")
final class SessionsSearchCommand implements Callable<Integer> {

    private static final int WIDTH = 120;
    private static final int MOST = 100;

    @Parameters(arity = "1..*", paramLabel = "TEXT", description = "What was said.")
    List<String> words = new ArrayList<>();

    @Option(names = "--all", description = "Those of all projects.")
    boolean all;

    @Option(names = "--json", description = "One JSON object a line.")
    boolean json;

    @Mixin
    SessionOptions of = new SessionOptions();

    private final Map<String, String> environment;
    private final Streams streams;

    SessionsSearchCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        var found = of.catalog(environment, streams).saying(String.join(" ", words), all, MOST);
        if (json) {
            found.forEach(session -> streams.say(ProtocolJson.write(session)));
        } else if (found.isEmpty()) {
            streams.say("Nothing of the kind was said"
                    + (all ? "" : " in this project; in all: " + OwnCommand.with("sessions search --all TEXT")));
        } else {
            streams.plain(SessionLine.head(WIDTH));
            for (var session : found) {
                streams.plain(new SessionLine(session, Instant.now()).text(WIDTH));
                if (session.snippet() != null) {
                    streams.plain("          " + session.snippet().strip());
                }
            }
        }
        return ExitCode.DONE.number();
    }
}
