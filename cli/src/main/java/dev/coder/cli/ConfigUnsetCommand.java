package dev.coder.cli;

import dev.coder.cli.config.ConfigDesk;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.terminal.Streams;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `coder config unset KEY`: takes a value out of a file.
@Command(name = "unset", description = "Take a value out of a file of settings.")
final class ConfigUnsetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "KEY", description = "Such as maxFileSize.")
    String key = "";

    @Mixin
    ConfigPlace place = new ConfigPlace();

    private final Map<String, String> environment;
    private final Streams streams;

    ConfigUnsetCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var desk = place.desk(environment);
        try (var _ = place.turn(environment)) {
            var removed = desk.unset(place.target(), ConfigDesk.key(key));
            streams.say(
                    (removed ? key + " is no longer in " : "There was no " + key + " in ") + desk.path(place.target()));
            return ExitCode.DONE.number();
        }
    }
}
