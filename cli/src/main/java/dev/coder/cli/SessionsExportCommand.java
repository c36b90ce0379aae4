package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.sessions.Export;
import dev.coder.cli.terminal.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder sessions export`
@Command(
        name = "export",
        sortOptions = false,
        description = "Print a session, or write it to a file: what the agent has of it, secrets hidden.")
final class SessionsExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Its id, a part of it, its title, or last.")
    String name = "";

    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "MD",
            description = "md (for people; the default), json (one object) or jsonl (one event a line).")
    Export.Form form = Export.Form.MD;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write it there; a file that is there already is not overwritten.")
    @Nullable
    Path file;

    @Mixin
    SessionOptions of = new SessionOptions();

    private final Map<String, String> environment;
    private final Streams streams;

    SessionsExportCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        var catalog = of.catalog(environment, streams);
        var session = catalog.find(name);
        var text = new Export(session, catalog.events(session.sessionId())).text(form);
        if (file == null) {
            text.lines().forEach(streams::say);
        } else {
            write(file, text);
        }
        return ExitCode.DONE.number();
    }

    private void write(Path to, String text) throws IOException {
        try {
            Files.write(
                    to, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            streams.plain("Written to " + to);
        } catch (FileAlreadyExistsException e) {
            throw new StopException(ExitCode.USAGE, to + " is there already; choose another name, or remove it", e);
        } catch (IOException e) {
            throw new StopException(ExitCode.USAGE, to + " cannot be written (" + e.getMessage() + ")", e);
        }
    }
}
