package dev.coder.cli.doctor;

import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks at this machine: a list of checks, each a class of its own. Whatever one comes across, the others go on.
///
/// @param state     the state folder, which need not exist
/// @param sandboxes those that this build knows, in the order of preference
/// @param advice    what to do when none works
public record Checkup(
        Map<String, String> environment, Streams streams, Path state, List<Sandbox> sandboxes, String advice) {

    private static final Duration LIMIT = Duration.ofMillis(4500);

    /// What can be seen without a look at the network.
    public Report report() {
        return Report.of(here().stream().flatMap(check -> found(check).stream()).toList());
    }

    /// The same, with a look at the agent, which takes a few seconds at most.
    ///
    /// @param version   of this Coder
    /// @param classPath of the local agent; empty where there is none
    public Report report(String version, String classPath) throws InterruptedException {
        var agent = new AgentCheck(environment, state, version, classPath);
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var far = executor.submit(agent::look);
            var findings = new ArrayList<>(
                    here().stream().flatMap(check -> found(check).stream()).toList());
            findings.removeIf(finding -> finding.check().equals("agent"));
            try {
                findings.addAll(far.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                findings.add(agent.tooSlow(LIMIT));
            } catch (ExecutionException e) {
                findings.add(
                        Finding.warn("agent", "the look at it broke: " + e.getCause(), "run coder doctor --offline"));
            }
            return Report.of(findings);
        } finally {
            executor.shutdownNow();
        }
    }

    private List<Check> here() {
        return List.of(
                new JavaCheck(),
                new SandboxCheck(sandboxes, advice),
                new ProgramsCheck(environment),
                new TerminalCheck(environment, streams),
                new StateCheck(state),
                new ConfigCheck(environment),
                new KeysCheck(environment),
                new NetworkCheck(environment),
                new ShellCheck(environment),
                new AgentChoiceCheck(environment),
                new CodeCheck(environment, sandboxes, advice));
    }

    private static List<Finding> found(Check check) {
        var name = check.getClass().getSimpleName().replace("Check", "").toLowerCase(Locale.ROOT);
        try {
            return check.look();
        } catch (StopException e) {
            return List.of(
                    Finding.fail(name, e.sentence(), "mend that first; until then Coder ends with this sentence"));
        } catch (RuntimeException e) {
            return List.of(Finding.warn(
                    name, "it could not be looked at: " + e.getMessage(), "look at it yourself, and tell us"));
        }
    }
}
