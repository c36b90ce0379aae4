package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `coder serve`: for the help only; the launcher starts the agent itself.
@Command(
        name = "serve",
        description =
                "Run an agent for others: coder serve [--host H] [--port N] [--database JDBC-URL]. See: coder serve --help")
final class ServeCommand implements Callable<Integer> {

    @Parameters(hidden = true)
    List<String> rest = new ArrayList<>();

    @Override
    public Integer call() {
        throw new StopException(
                ExitCode.USAGE, "An agent is started by the coder launcher: write \"serve\" as the first word");
    }
}
