package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.sessions.SessionLine;
import dev.coder.cli.terminal.Streams;
import dev.coder.protocol.SessionAnswers.SessionState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder sessions rm`
@Command(
        name = "rm",
        sortOptions = false,
        description = "Remove sessions for good, at the agent and on this machine. What they changed in files stays.")
final class SessionsRemoveCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids, parts of them, titles, or last.")
    List<String> names = new ArrayList<>();

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Mixin
    SessionOptions of = new SessionOptions();

    private final Map<String, String> environment;
    private final Streams streams;

    SessionsRemoveCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        var catalog = of.catalog(environment, streams);
        var found = new ArrayList<SessionState>();
        for (var name : names) {
            found.add(catalog.find(name));
        }
        found.forEach(
                session -> streams.plain(session.sessionId() + "  " + new SessionLine(session, Instant.now()).title()));
        if (!yes && !consent(found.size())) {
            streams.say("Nothing was removed");
            return ExitCode.CANCELLED.number();
        }
        for (var session : found) {
            catalog.remove(session);
        }
        streams.say("Removed: " + found.size() + (found.size() == 1 ? " session" : " sessions"));
        return ExitCode.DONE.number();
    }

    private boolean consent(int count) {
        return streams.confirm(count == 1 ? "Remove it for good?" : "Remove these " + count + " for good?")
                .orElseThrow(() -> new StopException(
                        ExitCode.USAGE,
                        "There is no terminal to ask on; nothing was removed. Add --yes to do it unasked"));
    }
}
