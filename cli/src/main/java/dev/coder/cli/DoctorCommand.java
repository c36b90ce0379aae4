package dev.coder.cli;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.doctor.Checkup;
import dev.coder.cli.doctor.Finding;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.terminal.Streams;
import dev.coder.protocol.ProtocolJson;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `coder doctor`: what Coder finds on this machine, and what to do about what is missing.
@Command(name = "doctor", description = "Check what this machine has (exit code 2: Coder cannot be used on it).")
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--json", description = "One JSON object.")
    boolean json;

    @Option(names = "--offline", description = "Leave out what needs the agent.")
    boolean offline;

    private final Map<String, String> environment;
    private final Streams streams;

    DoctorCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        var state = StateFolder.where(environment);
        var checkup = new Checkup(environment, streams, state, Sandboxes.all(), Sandboxes.advice());
        var report = offline
                ? checkup.report()
                : checkup.report(Version.CURRENT, System.getProperty("coder.agent.classpath", ""));
        if (json) {
            streams.say(ProtocolJson.write(report));
        } else {
            report.findings().stream().map(Finding::line).forEach(streams::plain);
        }
        return (report.usable() ? ExitCode.DONE : ExitCode.USAGE).number();
    }
}
