package dev.coder.cli.local;

import dev.coder.cli.config.UserLocale;
import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// How keys come to an agent: as one line of its standard input. Neither its arguments nor its environment hold a key,
/// for others may be able to see those.
final class Handover {

    /// Tells the agent that the line comes.
    static final String OPTION = "--keys";

    private Handover() {}

    /// The environment of the agent: that of this process without keys.
    static void prepare(ProcessBuilder agent, Map<String, String> environment) {
        agent.redirectInput(ProcessBuilder.Redirect.PIPE);
        agent.environment().clear();
        agent.environment().putAll(environment);
        agent.environment().keySet().removeIf(ModelKeys::holdsKey);
        UserLocale.hand(agent.environment());
    }

    static void hand(Map<String, String> keys, Process agent) {
        try (var in = agent.getOutputStream()) {
            in.write((ProtocolJson.writeObject(keys) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It has ended already; its log says why.
        }
    }
}
