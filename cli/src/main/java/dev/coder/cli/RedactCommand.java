package dev.coder.cli;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.secrets.Redaction;
import dev.coder.cli.secrets.SecretFirewall;
import dev.coder.cli.terminal.Streams;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `coder redact`: the secret firewall by hand.
@Command(
        name = "redact",
        description =
                "Copy standard input to standard output with every secret replaced by a stable name, as it would leave"
                        + " for the agent.")
final class RedactCommand implements Callable<Integer> {

    @Option(
            names = "--jsonl",
            description = "One JSON object {\"id\",\"text\"} a line, in and out, instead of plain text.")
    boolean lines;

    private final Map<String, String> environment;
    private final Streams streams;

    RedactCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        var state = StateFolder.of(environment);
        var firewall = SecretFirewall.hiding(state.path(), environment, StateFolder.home(environment));
        if (lines) {
            Redaction.ofLines(firewall, System.in, streams.out());
        } else {
            Redaction.ofText(firewall, System.in, streams.out());
        }
        return ExitCode.DONE.number();
    }
}
