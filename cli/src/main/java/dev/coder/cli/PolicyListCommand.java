package dev.coder.cli;

import dev.coder.cli.config.Allowances;
import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.Settings;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.project.KnownProjects;
import dev.coder.cli.terminal.Streams;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `coder policy list`
@Command(name = "list", description = "Show the settings in force, where each stands, and what you always allow.")
final class PolicyListCommand implements Callable<Integer> {

    @Option(names = "--project", paramLabel = "DIR", description = "Of this folder (default: the current one).")
    @Nullable
    String project;

    private final Map<String, String> environment;
    private final Streams streams;

    PolicyListCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var root = KnownProjects.open(project == null ? List.of() : List.of(project), environment)
                .root();
        var state = StateFolder.of(environment);
        var terms = Terms.toShow(environment, List.of(root));
        terms.notices().forEach(streams::complain);
        Settings.hints(ConfigFiles.of(environment), List.of(root), terms.trusted())
                .forEach(streams::complain);
        streams.say("Approval mode: " + terms.mode().word());
        terms.settings().stated().forEach(stated -> streams.say(stated.text() + "    (" + stated.origin() + ")"));
        terms.settings().warnings().forEach(streams::say);
        var number = 0;
        for (var allowance : new Allowances(state, root).all()) {
            streams.say((number++ == 0 ? "Always allowed here:\n" : "") + number + "  " + allowance.shown());
        }
        return ExitCode.DONE.number();
    }
}
