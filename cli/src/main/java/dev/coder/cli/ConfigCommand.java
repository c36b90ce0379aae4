package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Streams;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `coder config …`: the settings, and where each comes from.
@Command(name = "config", description = "The settings: list, get, set, unset, edit, schema.")
final class ConfigCommand implements Runnable {

    /// With all its subcommands.
    static CommandLine group(Map<String, String> environment, Streams streams) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigListCommand(environment, streams))
                .addSubcommand(new ConfigGetCommand(environment, streams))
                .addSubcommand(new ConfigSetCommand(environment, streams))
                .addSubcommand(new ConfigUnsetCommand(environment, streams))
                .addSubcommand(new ConfigEditCommand(environment, streams))
                .addSubcommand(new ConfigSchemaCommand(streams));
    }

    @Override
    public void run() {
        throw new StopException(
                ExitCode.USAGE, "Say which: " + OwnCommand.with("config list, get, set, unset, edit or schema"));
    }
}
