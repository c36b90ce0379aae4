package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.sessions.SessionReport;
import dev.coder.cli.terminal.Streams;
import dev.coder.protocol.ProtocolJson;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder sessions show`
@Command(name = "show", sortOptions = false, description = "Show a session: what it is about, and each of its turns.")
final class SessionsShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Its id, a part of it, its title, or last.")
    String name = "";

    @Option(names = "--json", description = "How it stands, as one JSON object.")
    boolean json;

    @Mixin
    SessionOptions of = new SessionOptions();

    private final Map<String, String> environment;
    private final Streams streams;

    SessionsShowCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        var catalog = of.catalog(environment, streams);
        var session = catalog.find(name);
        if (json) {
            streams.say(ProtocolJson.write(session));
        } else {
            SessionReport.of(session, catalog.events(session.sessionId()))
                    .lines()
                    .forEach(streams::plain);
        }
        return ExitCode.DONE.number();
    }
}
