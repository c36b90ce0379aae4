package dev.coder.cli;

import dev.coder.cli.config.ConfigDesk;
import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.ConfigTarget;
import dev.coder.cli.config.Projects;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Which file is to be changed.
final class ConfigPlace {

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
}
