package dev.coder.e2e.harness;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/// A `coder serve` of its own, on a free port of this machine.
public final class AgentProcess implements AutoCloseable {

    /// The one key that it is started with.
    public static final String KEY = "e2e-key-of-these-tests";

    private static final Pattern ADDRESS = Pattern.compile("http://[^\\s:]+:(\\d+)");

    private final CoderProcess process;
    private final URI address;

    private AgentProcess(CoderProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    /// Waits until it serves.
    ///
    /// @param as          with the variables of a model in its environment
    /// @param databaseUrl `jdbc:sqlite:…` or `jdbc:postgresql:…`
    public static AgentProcess start(Coder as, String databaseUrl) {
        var process = as.with(Map.of("CODER_API_KEYS", KEY, "CODER_HEARTBEAT_SECONDS", "1"))
                .start("serve", "--host", "127.0.0.1", "--port", "0", "--database", databaseUrl);
        try {
            var announced = Awaitility.await("the agent's address")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .failFast("the agent ended", () -> !process.alive())
                    .until(() -> ADDRESS.matcher(process.stdout() + process.stderr()), Matcher::find);
            return new AgentProcess(process, URI.create("http://127.0.0.1:" + announced.group(1)));
        } catch (RuntimeException e) {
            process.close();
            throw new AssertionError("no agent: " + process.stdout() + process.stderr(), e);
        }
    }

    public AgentApi api() {
        return new AgentApi(address, KEY);
    }

    public URI address() {
        return address;
    }

    /// `kill -9`
    public void kill() {
        process.kill();
    }

    /// Stands still, with all connections open: a machine that hangs.
    public void freeze() {
        Signals.send("STOP", process.pid());
    }

    public void thaw() {
        Signals.send("CONT", process.pid());
    }

    /// SIGTERM: drains and ends.
    public CoderProcess.Outcome terminate() {
        Signals.send("TERM", process.pid());
        return process.outcome();
    }

    @Override
    public void close() {
        process.close();
    }
}
