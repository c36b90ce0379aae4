package dev.coder.e2e.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The `coder` command as one user has it: a home, a folder to work in, an environment.
///
/// @param environment on top of the bare one of [Home]
/// @param options     put before the arguments of every conversation; a command gets the agent's address only
/// @param stdin       what it reads
public record Coder(Home home, Path folder, Map<String, String> environment, List<String> options, Path stdin) {

    private static final Path NOTHING = Path.of("/dev/null");
    private static final String AGENT_URL = "--agent-url";

    /// Commands that begin no conversation: they refuse its options.
    private static final Set<String> COMMANDS = Set.of("agent", "dev", "sessions", "trace", "undo");

    public Coder {
        environment = Map.copyOf(environment);
        options = List.copyOf(options);
    }

    public static Coder in(Home home, Path folder) {
        return new Coder(home, folder, Map.of(), List.of(), NOTHING);
    }

    public Coder with(Map<String, String> more) {
        var all = new LinkedHashMap<>(environment);
        all.putAll(more);
        return new Coder(home, folder, all, options, stdin);
    }

    public Coder withOptions(String... more) {
        var all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new Coder(home, folder, environment, all, stdin);
    }

    public Coder at(Path otherFolder) {
        return new Coder(home, otherFolder, environment, options, stdin);
    }

    public Coder reading(Path input) {
        return new Coder(home, folder, environment, options, input);
    }

    /// The local agent of this home is left out; the one at this address is used.
    public Coder against(AgentApi agent) {
        return with(Map.of("CODER_API_KEY", agent.key()))
                .withOptions(AGENT_URL, agent.address().toString());
    }

    /// Runs to the end.
    public CoderProcess.Outcome run(String... arguments) {
        try (var process = start(arguments)) {
            return process.outcome();
        }
    }

    /// Runs a bash script as this user to its end.
    public CoderProcess.Outcome runScript(String script) {
        try (var process = CoderProcess.start(List.of("bash", "-c", script), this)) {
            return process.outcome();
        }
    }

    public CoderProcess start(String... arguments) {
        var line = new ArrayList<String>();
        line.add(Checkout.launcher().toString());
        line.addAll(arguments.length > 0 && COMMANDS.contains(arguments[0]) ? agentUrl() : options);
        line.addAll(List.of(arguments));
        return CoderProcess.start(line, this);
    }

    private List<String> agentUrl() {
        var at = options.indexOf(AGENT_URL);
        return at < 0 ? List.of() : options.subList(at, at + 2);
    }

    Map<String, String> allVariables() {
        var all = new LinkedHashMap<>(home.environment());
        all.putAll(environment);
        return all;
    }
}
