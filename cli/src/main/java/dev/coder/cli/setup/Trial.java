package dev.coder.cli.setup;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.KeySlot;
import dev.coder.cli.local.AgentControl;
import dev.coder.cli.local.AgentStart;
import dev.coder.cli.local.LocalAgentAddress;
import dev.coder.cli.remote.AgentClient;
import dev.coder.cli.remote.Contact;
import dev.coder.cli.remote.Endpoint;
import dev.coder.cli.remote.FarAgent;
import dev.coder.cli.remote.HttpAgentClient;
import dev.coder.cli.remote.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Optional;
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
    /// @param model    that answered; null when none was asked
    record Outcome(
            boolean works,
            String sentence,
            String fix,
            @Nullable String model) {

        static Outcome works(String sentence, @Nullable String model) {
            return new Outcome(true, sentence, "", model);
        }

        static Outcome fails(String sentence, String fix) {
            return new Outcome(false, sentence, fix, null);
        }
    }

    /// @param key null for none
    Outcome far(URI url, @Nullable String key) {
        return switch (new FarAgent(ground.network(), ground.version(), PATIENCE).look(new Endpoint(url, key))) {
            case FarAgent.Met(var agent, var latency, var _) ->
                Outcome.works(
                        agent.product() + " " + agent.version() + " answers in " + latency.toMillis() + " ms"
                                + (agent.defaultModel() == null ? "" : ", with " + agent.defaultModel()),
                        null);
            case FarAgent.Failed failed -> Outcome.fails(url + ": " + failed.reason(), failed.fix());
        };
    }

    /// Starts an agent of its own, away from the user's state, and has the model answer once.
    ///
    /// @param key   null when none is needed, or it is set or stored already
    /// @param model `provider/name`; null for the first that the agent names of that provider
    Outcome near(ModelProvider provider, @Nullable String key, @Nullable String model) throws InterruptedException {
        try {
            var folder = Files.createTempDirectory("coder-setup");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder))); // after a Ctrl-C
            try {
                return near(new StateFolder(folder), provider, key, model);
            } finally {
                delete(folder);
            }
        } catch (StopException e) {
            return Outcome.fails(e.sentence(), "look at what it says, then try again");
        } catch (IOException e) {
            return Outcome.fails("the local agent did not start: " + e.getMessage(), "run coder doctor");
        }
    }

    private Outcome near(StateFolder state, ModelProvider provider, @Nullable String key, @Nullable String model)
            throws IOException, InterruptedException {
        var variables = new HashMap<>(ground.environment());
        var variable = provider.variable();
        if (key != null) {
            variables.put(variable, key);
        } else if (ground.storedKeys().contains(variable)) {
            ground.ring().find(new KeySlot.Model(variable)).ifPresent(found -> variables.put(variable, found));
        }
        var start = new AgentStart(state, ground.version(), ground.classPath(), variables, true);
        var address = new LocalAgentAddress(state, start, ground.version());
        var client = new HttpAgentClient(address, ground.version(), SHORT, text -> text);
        try {
            var wanted = model == null ? usual(client, provider) : Optional.of(model);
            return wanted.isEmpty() ? none(provider) : new FirstWord(client, ground.version()).ask(wanted.get());
        } catch (RefusedException e) {
            return Outcome.fails(e.toStop().sentence(), "choose another provider or model");
        } finally {
            new AgentControl(state, ground.version()).stop();
        }
    }

    /// The agent's own choice is that of the first key it finds, which need not be this provider's.
    private static Optional<String> usual(AgentClient client, ModelProvider provider) throws InterruptedException {
        return client.capabilities().models().stream()
                .filter(model -> model.startsWith(provider.word() + "/"))
                .findFirst();
    }

    private static Outcome none(ModelProvider provider) {
        return Outcome.fails(
                provider.label() + ": no model was found",
                provider == ModelProvider.OLLAMA
                        ? "start it (ollama serve) and get a model (ollama pull NAME)"
                        : "name one: --model " + provider.word() + "/NAME");
    }

    /// What an agent that is just ending still writes may stay: it is a temporary folder.
    private static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // Nothing of it is needed.
        }
    }
}
