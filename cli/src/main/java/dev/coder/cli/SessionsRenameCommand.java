package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `coder sessions rename`
@Command(name = "rename", description = "Give a session a name.")
final class SessionsRenameCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ID", description = "Its id, a part of it, its title, or last.")
    String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME", description = "The new name.")
    List<String> words = new ArrayList<>();

    @Mixin
    SessionOptions of = new SessionOptions();

    private final Map<String, String> environment;
    private final Streams streams;

    SessionsRenameCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        var title = String.join(" ", words).strip();
        if (title.isEmpty()) {
            throw new StopException(ExitCode.USAGE, "The new name is empty; say what the session shall be called");
        }
        var catalog = of.catalog(environment, streams);
        var session = catalog.find(name);
        catalog.rename(session.sessionId(), title);
        streams.plain(session.sessionId() + " is now called: " + title);
        return ExitCode.DONE.number();
    }
}
