package dev.coder.tools;

import com.google.re2j.Pattern;
import dev.coder.plugin.ToolException;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a call waits for: a pattern in the output, a port on this machine, or else the end of the process.
///
/// @param port 0: none
record ProcessWait(@Nullable Pattern pattern, int port, Duration limit) {

    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final int CONNECTING_MILLIS = 500;

    boolean isForMore() {
        return pattern != null || port != 0;
    }

    /// A port that is open before the process starts tells nothing of it.
    void requireFreePort() throws ToolException {
        if (port != 0 && accepts()) {
            throw ToolException.failed("something listens on port " + port + " already: stop it, or take another port");
        }
    }

    /// @throws ToolException when the time was up, or it ended before
    void await(BackgroundProcess process) throws ToolException, IOException, InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        var found = pattern == null ? port == 0 && process.ends(limit) : process.awaitPattern(pattern, limit);
        if (port != 0 && (found || pattern == null)) {
            found = awaitPort(process, deadline);
        }
        if (!found) {
            throw new ToolException(
                    process.isAlive() ? ToolResult.TIMEOUT : ToolResult.TOOL_FAILED,
                    process.state()
                            + (process.isAlive() ? ", but not in " + limit.toMillis() + " ms: " : " before: ")
                            + wanted(),
                    ToolOutput.text(process.newOutput()),
                    null);
        }
    }

    private String wanted() {
        if (!isForMore()) {
            return "the end";
        }
        return (pattern == null ? "" : "the pattern " + pattern) + (port == 0 ? "" : " port " + port);
    }

    private boolean awaitPort(BackgroundProcess process, long deadline) throws InterruptedException {
        while (!accepts()) {
            if (System.nanoTime() > deadline || process.ends(BETWEEN)) {
                return false;
            }
        }
        return true;
    }

    private boolean accepts() {
        return accepts(new byte[] {127, 0, 0, 1})
                || accepts(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    }

    private boolean accepts(byte[] address) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(address), port), CONNECTING_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
