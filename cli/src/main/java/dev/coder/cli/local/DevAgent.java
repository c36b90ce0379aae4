package dev.coder.cli.local;

import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.remote.Endpoint;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The agent of `coder dev`: a child of this process that logs to this terminal and ends with it. Every CLI of the same
/// state folder uses it while it runs, by its file `STATE/agents/dev.json` (0600), which holds its token.
///
/// @param port   0 for any free one
/// @param colour whether its log may have colours
public record DevAgent(StateFolder state, int port, boolean colour) {

    /// Takes the place of a fingerprint.
    static final String NAME = "dev";

    private static final Duration READY = Duration.ofSeconds(45);
    private static final long POLL_MILLIS = 20;

    /// The agent that runs.
    ///
    /// @param endpoint with its token
    public record Running(Process process, Endpoint endpoint) {}

    /// Whether another one runs for this state folder.
    public boolean isTaken() throws IOException {
        return AgentRegistry.of(state).find(NAME) != null;
    }

    /// Returns when it answers; empty when it ended before.
    ///
    /// @param classPath   of the agent
    /// @param environment what it is given, but for the keys in it
    /// @param keys        those of models, by their variable; handed over by its standard input
    /// @param began       told at once of the process, which is the caller's to end
    public Optional<Running> start(
            String classPath, Map<String, String> environment, Map<String, String> keys, Consumer<Process> began)
            throws IOException, InterruptedException {
        PrivateFiles.folder(state.agents());
        var builder = new ProcessBuilder(commandLine(classPath))
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        Handover.prepare(builder, environment);
        var process = builder.start();
        began.accept(process);
        Handover.hand(keys, process);
        return ready(process);
    }

    private List<String> commandLine(String classPath) {
        var line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(AgentStart.JVM);
        line.add("-Dcoder.dev.colour=" + colour);
        line.addAll(List.of("-cp", classPath, "dev.coder.server.ServerMain", "local", "--fingerprint", NAME));
        line.add(Handover.OPTION);
        line.addAll(List.of("--state", state.path().toString(), "--port", Integer.toString(port)));
        line.addAll(List.of("--parent", Long.toString(ProcessHandle.current().pid())));
        return line;
    }

    private Optional<Running> ready(Process process) throws IOException, InterruptedException {
        var registry = AgentRegistry.of(state);
        var end = System.nanoTime() + READY.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            var agent = registry.find(NAME);
            if (agent != null && agent.pid() == process.pid()) {
                return Optional.of(new Running(process, AgentRegistry.endpoint(agent)));
            }
            Thread.sleep(POLL_MILLIS);
        }
        process.destroy();
        return Optional.empty();
    }
}
