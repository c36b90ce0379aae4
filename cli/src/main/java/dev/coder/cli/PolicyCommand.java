package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Streams;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `coder policy …`: what the policy says, without doing anything.
@Command(name = "policy", description = "The policy: list, forget, check, path, explain.")
final class PolicyCommand implements Runnable {

    /// With all its subcommands.
    static CommandLine group(Map<String, String> environment, Streams streams) {
        return new CommandLine(new PolicyCommand())
                .addSubcommand(new PolicyListCommand(environment, streams))
                .addSubcommand(new PolicyForgetCommand(environment, streams))
                .addSubcommand(new PolicyCheckCommand(environment, streams))
                .addSubcommand(new PolicyPathCommand(environment, streams))
                .addSubcommand(new PolicyExplainCommand(environment, streams));
    }

    @Override
    public void run() {
        throw new StopException(
                ExitCode.USAGE, "Say which: " + OwnCommand.with("policy list, forget, check, path or explain"));
    }
}
