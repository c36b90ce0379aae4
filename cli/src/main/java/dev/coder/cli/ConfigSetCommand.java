package dev.coder.cli;

import dev.coder.cli.config.ConfigDesk;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.terminal.Streams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `coder config set KEY VALUE…`: one value, checked before it is written.
@Command(name = "set", description = "Write a value into a file of settings; everything else in it stays.")
final class ConfigSetCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "KEY", description = "Such as maxFileSize.")
    String key = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "VALUE",
            description = "Such as 20MB; several for a list, or a list in JSON.")
    List<String> values = new ArrayList<>();

    @Mixin
    ConfigPlace place = new ConfigPlace();

    private final Map<String, String> environment;
    private final Streams streams;

    ConfigSetCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var desk = place.desk(environment);
        try (var _ = place.turn(environment)) {
            var written = desk.set(place.target(), ConfigDesk.key(key), values);
            streams.say(key + " = " + written.json() + "    (" + desk.path(place.target()) + ")");
            written.warnings().forEach(streams::complain);
            desk.warnings(place.target(), ConfigDesk.key(key), written.json()).forEach(streams::complain);
            return ExitCode.DONE.number();
        }
    }
}
