package dev.coder.cli.remote;

import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers.AgentStatus;
import dev.coder.protocol.SessionAnswers.Capabilities;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Quick questions to a local agent process; an agent that does not answer within seconds counts as gone.
public final class AgentProbe {

    private static final Duration SOON = Duration.ofSeconds(3);

    /// It says nothing but its method and path.
    private final HttpExchange http;

    public AgentProbe(String version) {
        http = new HttpExchange(Network.PLAIN, version, SOON, SOON, Gate.SHUT);
    }

    /// @return null when no agent answers there
    public @Nullable AgentStatus status(Endpoint endpoint) throws InterruptedException {
        try (var body = http.send(endpoint, new HttpRequest("GET", "/v1/agent", "application/json"))) {
            return ProtocolJson.read(AgentStatus.class, body.readAllBytes());
        } catch (IOException | RefusedException | MalformedJsonException e) {
            return null;
        }
    }

    /// @return empty when no agent answers there
    public List<String> models(Endpoint endpoint) throws InterruptedException {
        try (var body = http.send(endpoint, new HttpRequest("GET", "/v1/capabilities", "application/json"))) {
            return ProtocolJson.read(Capabilities.class, body.readAllBytes()).models();
        } catch (IOException | RefusedException | MalformedJsonException e) {
            return List.of();
        }
    }

    /// Asks the agent to end as soon as nobody needs it any more.
    public void drain(Endpoint endpoint) throws InterruptedException {
        post(endpoint, "/v1/agent/drain");
    }

    /// Asks the agent to end.
    ///
    /// @return whether it will
    public boolean stop(Endpoint endpoint) throws InterruptedException {
        return post(endpoint, "/v1/agent/stop");
    }

    private boolean post(Endpoint endpoint, String path) throws InterruptedException {
        try (InputStream body = http.send(endpoint, new HttpRequest("POST", path, "application/json"))) {
            body.readAllBytes();
            return true;
        } catch (IOException | RefusedException e) {
            return false;
        }
    }
}
