package dev.coder.cli.local;

import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.protocol.SessionAnswers.LocalAgent;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Starts an agent process in the background. It outlives this one, and a Ctrl-C or Ctrl-Z in its terminal.
///
/// @param classPath   of the agent, as the launcher gave it
/// @param environment of this process: the agent gets it, without the keys in it
/// @param keys        what it is given instead, by its standard input
/// @param once        whether the agent ends together with this process
public record AgentStart(
        StateFolder state,
        String version,
        String classPath,
        Map<String, String> environment,
        ModelKeys keys,
        boolean once) {

    /// With the keys in the environment only.
    public AgentStart(
            StateFolder state, String version, String classPath, Map<String, String> environment, boolean once) {
        this(state, version, classPath, environment, ModelKeys.in(environment), once);
    }

    private static final Duration READY = Duration.ofSeconds(45);
    private static final long POLL_MILLIS = 15;
    private static final List<String> DETACHED =
            List.of("sh", "-c", "trap '' INT HUP QUIT TSTP TTIN TTOU; exec \"$@\"", "coder-agent");
    private static final Pattern STACK = Pattern.compile("\\s.*|Caused by: .*|Exception in thread .*");
    static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-CreateCoredumpOnCrash", // its memory holds keys
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    String fingerprint() {
        return Fingerprint.of(version, classPath, environment, keys.stamp());
    }

    /// Returns when the agent is ready.
    LocalAgent run(AgentRegistry registry) throws IOException, InterruptedException {
        if (classPath.isBlank()) {
            throw new StopException(
                    ExitCode.UNREACHABLE,
                    "There is no agent beside this CLI; start it with the coder launcher, or name one with --agent-url");
        }
        var handed = keys.all();
        var log = registry.log(fingerprint());
        PrivateFiles.open(log).close();
        var process = process(log);
        Handover.hand(handed, process);
        return ready(process, registry, log);
    }

    private Process process(Path log) throws IOException {
        var builder = new ProcessBuilder(commandLine())
                .directory(state.path().toFile())
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true);
        Handover.prepare(builder, environment);
        return builder.start();
    }

    private List<String> commandLine() {
        var line = new ArrayList<>(DETACHED);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JVM);
        line.addAll(startCache());
        var idle = environment.getOrDefault("CODER_AGENT_IDLE_SECONDS", "");
        if (idle.matches("\\d{1,6}")) {
            line.add("-Dcoder.agent.idleSeconds=" + idle);
        }
        line.addAll(List.of("-cp", classPath, "dev.coder.server.ServerMain", "local"));
        line.addAll(List.of("--state", state.path().toString(), "--fingerprint", fingerprint(), Handover.OPTION));
        if (once) {
            line.addAll(
                    List.of("--parent", Long.toString(ProcessHandle.current().pid())));
        }
        return line;
    }

    /// The launcher made it of exactly this class path.
    private static List<String> startCache() {
        var cache = System.getProperty("coder.agent.cache", "");
        return cache.isBlank() ? List.of() : List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off");
    }

    private LocalAgent ready(Process process, AgentRegistry registry, Path log)
            throws IOException, InterruptedException {
        var end = System.nanoTime() + READY.toNanos();
        while (System.nanoTime() < end) {
            var agent = registry.find(fingerprint());
            if (agent != null && agent.pid() == process.pid()) {
                return agent;
            }
            if (!process.isAlive()) {
                throw notStarted("it ended at once", log);
            }
            Thread.sleep(POLL_MILLIS);
        }
        process.destroy();
        throw notStarted("it was not ready within " + READY.toSeconds() + " s", log);
    }

    private static StopException notStarted(String what, Path log) throws IOException {
        var lines = AgentRegistry.lines(log).stream()
                .filter(line -> !line.isBlank() && !STACK.matcher(line).matches())
                .toList();
        var last = lines.isEmpty() ? "" : ": " + lines.getLast().strip();
        return new StopException(
                ExitCode.UNREACHABLE,
                "The local agent could not be started, " + what + last + " (more in " + log + ")");
    }
}
