package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Streams;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `coder sessions …`: the sessions of the user, wherever they were held.
@Command(name = "sessions", description = "The sessions: list, show, resume, fork, export, rename, rm, search.")
final class SessionsCommand implements Runnable {

    /// With all its subcommands.
    static CommandLine group(Map<String, String> environment, Streams streams) {
        return new CommandLine(new SessionsCommand())
                .addSubcommand(new SessionsListCommand(environment, streams))
                .addSubcommand(new SessionsShowCommand(environment, streams))
                .addSubcommand(new SessionsResumeCommand(environment, streams))
                .addSubcommand(new SessionsForkCommand(environment, streams))
                .addSubcommand(new SessionsExportCommand(environment, streams))
                .addSubcommand(new SessionsRenameCommand(environment, streams))
                .addSubcommand(new SessionsRemoveCommand(environment, streams))
                .addSubcommand(new SessionsSearchCommand(environment, streams));
    }

    @Override
    public void run() {
        throw new StopException(
                ExitCode.USAGE,
                "Say which: " + OwnCommand.with("sessions list, show, resume, fork, export, rename, rm or search"));
    }
}
