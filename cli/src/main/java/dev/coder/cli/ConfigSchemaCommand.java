package dev.coder.cli;

import dev.coder.cli.config.ConfigSchema;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.terminal.Streams;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `coder config schema`: for editors that check and complete.
@Command(name = "schema", description = "Print the JSON Schema of the files.")
final class ConfigSchemaCommand implements Callable<Integer> {

    private final Streams streams;

    ConfigSchemaCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        streams.out().print(ConfigSchema.text());
        streams.out().flush();
        return ExitCode.DONE.number();
    }
}
