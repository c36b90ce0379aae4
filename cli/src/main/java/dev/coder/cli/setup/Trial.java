package dev.coder.cli.setup;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.KeySlot;
import dev.coder.cli.local.AgentControl;
import dev.coder.cli.local.AgentStart;
import dev.coder.cli.local.LocalAgentAddress;
import dev.coder.cli.remote.Contact;
import dev.coder.cli.remote.Endpoint;
import dev.coder.cli.remote.FarAgent;
import dev.coder.cli.remote.HttpAgentClient;
import dev.coder.cli.remote.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// Tries the connection before anything is written.
record Trial(Ground ground) {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Contact.Patience SHORT =
            new Contact.Patience(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(1));

    /// What came of it.
    ///
    /// @param works    whether it can be used like this
    /// @param sentence what was found
    /// @param fix      what to do; empty when it works
    record Outcome(boolean works, String sentence, String fix) {}

    /// @param key null for none
    Outcome far(URI url, @Nullable String key) {
        return switch (new FarAgent(ground.network(), ground.version(), PATIENCE).look(new Endpoint(url, key))) {
            case FarAgent.Met(var agent, var latency, var _) ->
                new Outcome(
                        true,
                        agent.product() + " " + agent.version() + " answers in " + latency.toMillis() + " ms"
                                + (agent.defaultModel() == null ? "" : ", with " + agent.defaultModel()),
                        "");
            case FarAgent.Failed failed -> new Outcome(false, url + ": " + failed.reason(), failed.fix());
        };
    }

    /// Starts an agent of its own, away from the user's state, and has the model answer once.
    ///
    /// @param variable the key's; empty when none is needed
    /// @param key      null when it is set or stored already
    /// @param model    `default` or `provider/name`
    Outcome near(String variable, @Nullable String key, String model) throws InterruptedException {
        try {
            var folder = Files.createTempDirectory("coder-setup");
            try {
                return near(new StateFolder(folder), variable, key, model);
            } finally {
                delete(folder);
            }
        } catch (StopException e) {
            return new Outcome(false, e.sentence(), "look at what it says, then try again");
        } catch (IOException e) {
            return new Outcome(false, "the local agent did not start: " + e.getMessage(), "run coder doctor");
        }
    }

    private Outcome near(StateFolder state, String variable, @Nullable String key, String model)
            throws IOException, InterruptedException {
        var variables = new HashMap<>(ground.environment());
        if (key != null) {
            variables.put(variable, key);
        } else if (ground.storedKeys().contains(variable)) {
            ground.ring().find(new KeySlot.Model(variable)).ifPresent(found -> variables.put(variable, found));
        }
        var start = new AgentStart(state, ground.version(), ground.classPath(), variables, true);
        var address = new LocalAgentAddress(state, start, ground.version());
        var client = new HttpAgentClient(address, ground.version(), SHORT, text -> text);
        try {
            return new FirstWord(client, ground.version()).ask(model);
        } catch (RefusedException e) {
            return new Outcome(false, e.toStop().sentence(), "choose another provider or model");
        } finally {
            new AgentControl(state, ground.version()).stop();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
