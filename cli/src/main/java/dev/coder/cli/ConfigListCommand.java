package dev.coder.cli;

import dev.coder.cli.config.ConfigListing;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.terminal.Streams;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `coder config list`: every key, its value, and with `--origin` who says so.
@Command(name = "list", description = "Show the value of every key.")
final class ConfigListCommand implements Callable<Integer> {

    @Option(names = "--origin", description = "Also show where each value comes from.")
    boolean origin;

    @Option(names = "--json", description = "As one JSON array, with origins.")
    boolean json;

    @Mixin
    ConfigListings listings = new ConfigListings();

    private final Map<String, String> environment;
    private final Streams streams;

    ConfigListCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() {
        var lines = listings.read(environment, streams).lines();
        if (json) {
            streams.say(lines.stream().map(ConfigListing.Line::inJson).collect(Collectors.joining(",\n ", "[", "]")));
        } else {
            lines.forEach(line -> streams.say(shown(line)));
        }
        return ExitCode.DONE.number();
    }

    private String shown(ConfigListing.Line line) {
        var value = line.key().word() + " = " + (line.json().isEmpty() ? "(none)" : line.json());
        return origin ? value + "    (" + String.join(", ", line.origins()) + ")" : value;
    }
}
