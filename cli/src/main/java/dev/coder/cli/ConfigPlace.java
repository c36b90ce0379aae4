package dev.coder.cli;

import dev.coder.cli.config.ConfigDesk;
import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.ConfigTarget;
import dev.coder.cli.config.ProcessLock;
import dev.coder.cli.config.Projects;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Which file is to be changed.
final class ConfigPlace {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(names = "--user", description = "In your own file (the default).")
    boolean user;

    @Option(names = "--project", description = "In .coder/config.json of the current folder, for everybody.")
    boolean project;

    @Option(names = "--local", description = "In .coder/config.local.json of the current folder, for you.")
    boolean local;

    ConfigTarget target() {
        if (Stream.of(user, project, local).filter(named -> named).count() > 1) {
            throw new StopException(ExitCode.USAGE, "--user, --project and --local contradict each other; keep one");
        }
        return project ? ConfigTarget.PROJECT : local ? ConfigTarget.LOCAL : ConfigTarget.USER;
    }

    ConfigDesk desk(Map<String, String> environment) {
        return new ConfigDesk(
                ConfigFiles.of(environment), Projects.open(List.of()).root());
    }

    /// Several processes that change settings take turns: each changes what the one before has written.
    ProcessLock turn(Map<String, String> environment) throws IOException, InterruptedException {
        var lock = ProcessLock.acquire(StateFolder.of(environment).path().resolve("config.lock"), PATIENCE);
        if (lock == null) {
            throw new StopException(ExitCode.USAGE, "Another coder is changing settings; try again");
        }
        return lock;
    }
}
