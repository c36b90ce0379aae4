package dev.coder.cli;

import dev.coder.cli.config.ConfigDesk;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.terminal.Streams;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `coder config get KEY`: one value, in JSON.
@Command(name = "get", description = "Print the value of a key, in JSON.")
final class ConfigGetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "KEY", description = "Such as maxFileSize.")
    String key = "";

    @Mixin
    ConfigListings listings = new ConfigListings();

    private final Map<String, String> environment;
    private final Streams streams;

    ConfigGetCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() {
        var wanted = ConfigDesk.key(key);
        listings.read(environment, streams).lines().stream()
                .filter(line -> line.key() == wanted)
                .forEach(line -> streams.say(line.json().isEmpty() ? "null" : line.json()));
        return ExitCode.DONE.number();
    }
}
