package dev.coder.cli;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.config.Trust;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.project.KnownProjects;
import dev.coder.cli.terminal.Streams;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder trust`
@Command(
        name = "trust",
        description =
                "Trust a folder: its .coder/config.json counts, and runs with nobody to ask may do more than read.")
final class TrustCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "The folder (default: the current one).")
    @Nullable
    String folder;

    @Option(names = "--revoke", description = "Trust it no longer.")
    boolean revoke;

    @Option(names = "--list", description = "Show the trusted folders.")
    boolean list;

    private final Map<String, String> environment;
    private final Streams streams;

    TrustCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        var trust = new Trust(StateFolder.of(environment));
        if (list && (revoke || folder != null)) {
            throw new StopException(ExitCode.USAGE, "--list stands alone; leave the rest out");
        }
        if (list) {
            trust.folders().forEach(streams::say);
            return ExitCode.DONE.number();
        }
        var root = KnownProjects.open(folder == null ? List.of() : List.of(folder), environment)
                .root();
        trust.say(root, revoke ? null : Boolean.TRUE);
        streams.say((revoke ? "No longer trusted: " : "Trusted: ") + root);
        return ExitCode.DONE.number();
    }
}
