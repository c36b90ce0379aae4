package dev.coder.cli.doctor;

import dev.coder.cli.config.AgentUrl;
import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.AgentKeys;
import dev.coder.cli.keys.Asking;
import dev.coder.cli.keys.KeyRing;
import dev.coder.cli.keys.KnownOrigins;
import dev.coder.cli.keys.PlainKey;
import dev.coder.cli.keys.RingModelKeys;
import dev.coder.cli.local.AgentStart;
import dev.coder.cli.local.LocalAgentAddress;
import dev.coder.cli.remote.Endpoint;
import dev.coder.cli.remote.FarAgent;
import dev.coder.cli.remote.Network;
import dev.coder.protocol.SessionAnswers.Capabilities;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A look at the agent itself: whether it is there or starts, takes the key, knows the model, has the same time.
///
/// @param classPath of the local agent; empty where there is none
record AgentCheck(Map<String, String> environment, Path state, String version, String classPath) {

    private static final Duration PATIENCE = Duration.ofMillis(3500);
    private static final Duration SKEW = Duration.ofMinutes(1);

    /// Blocks until there is an answer, or none.
    List<Finding> look() throws InterruptedException {
        var choice = AgentChoice.of(environment);
        if (choice.trouble().isPresent()) {
            return List.of(AgentChoiceCheck.trouble(choice.trouble().get()));
        }
        if (choice.far().isPresent()) {
            return far(choice.far().get(), choice);
        }
        try {
            return classPath.isBlank() ? new AgentChoiceCheck(environment).look() : local(choice);
        } catch (StopException e) {
            return List.of(Finding.warn("agent", e.sentence(), "look at coder agent logs"));
        }
    }

    Finding tooSlow(Duration limit) {
        return Finding.warn(
                "agent", "no answer within " + limit.toMillis() + " ms", "try again, or leave it out with --offline");
    }

    /// With the key that a conversation would send, if any.
    private List<Finding> far(AgentUrl url, AgentChoice choice) throws InterruptedException {
        try {
            var findings =
                    new ArrayList<>(findings(endpoint(url, choice), url.uri() + " (" + url.origin() + ")", choice));
            choice.preferences()
                    .apiKey()
                    .known()
                    .filter(Preferences.ApiKey::plain)
                    .ifPresent(key -> findings.add(Finding.warn(
                            "key",
                            key.origin() + ": the key stands there for all to read",
                            "it goes into the store as soon as its agent has accepted it")));
            return findings;
        } catch (StopException e) {
            return List.of(
                    url.fromProject()
                            ? Finding.warn("agent", e.sentence(), "start coder here, and say whether you want that")
                            : AgentChoiceCheck.trouble(e.sentence()));
        }
    }

    private Endpoint endpoint(AgentUrl url, AgentChoice choice) throws InterruptedException {
        var keys = new AgentKeys(
                environment,
                choice.preferences(),
                KeyRing.of(environment, Asking.NOBODY),
                new KnownOrigins(StateFolder.of(environment)),
                (_, _) -> Optional.empty(),
                new PlainKey(ConfigFiles.of(environment), _ -> {}));
        return keys.endpoint(url);
    }

    private List<Finding> local(AgentChoice choice) throws InterruptedException {
        var folder = StateFolder.of(environment);
        var keys = RingModelKeys.of(environment, KeyRing.of(environment, Asking.NOBODY));
        var start = new AgentStart(folder, version, classPath, environment, keys, true);
        var begun = System.nanoTime();
        var endpoint = new LocalAgentAddress(folder, start, version).locate(null);
        var millis = (System.nanoTime() - begun) / 1_000_000;
        return findings(endpoint, "the local one, there within " + millis + " ms", choice);
    }

    private List<Finding> findings(Endpoint endpoint, String name, AgentChoice choice) {
        return switch (new FarAgent(new Network(environment), version, PATIENCE).look(endpoint)) {
            case FarAgent.Failed failed -> List.of(Finding.fail("agent", name + ": " + failed.reason(), failed.fix()));
            case FarAgent.Met met -> {
                var findings = new ArrayList<Finding>();
                findings.add(Finding.ok(
                        "agent",
                        name + ": version " + met.capabilities().version() + ", answers in "
                                + met.latency().toMillis() + " ms" + key(endpoint)));
                findings.add(model(
                        met.capabilities(), choice.preferences().model().known().orElse(null)));
                if (!endpoint.loopback()) {
                    findings.add(clock(met.ahead()));
                }
                yield findings;
            }
        };
    }

    private static String key(Endpoint endpoint) {
        return endpoint.loopback() ? "" : endpoint.key() == null ? ", wants no key" : ", takes the key";
    }

    private Finding model(Capabilities capabilities, @Nullable String configured) {
        var wanted = environment.getOrDefault("CODER_MODEL", configured == null ? "" : configured);
        if (wanted.isBlank()) {
            return capabilities.defaultModel() == null
                    ? Finding.warn(
                            "model",
                            "the agent has none",
                            "run coder setup, or set ANTHROPIC_API_KEY, OPENAI_API_KEY, GEMINI_API_KEY or OLLAMA_HOST")
                    : Finding.ok("model", capabilities.defaultModel() + ", the agent's own choice");
        }
        return capabilities.models().contains(wanted)
                ? Finding.ok("model", wanted)
                : Finding.warn(
                        "model",
                        wanted + " is none of those that the agent names",
                        "mend it if it is a slip: "
                                + String.join(
                                        ", ",
                                        capabilities.models().stream().limit(6).toList()));
    }

    private static Finding clock(Duration ahead) {
        return ahead.abs().compareTo(SKEW) < 0
                ? Finding.ok("clock", "agrees with the agent's")
                : Finding.warn(
                        "clock",
                        "differs from the agent's by " + ahead.abs().toSeconds() + " s",
                        "set the clock of this machine (timedatectl set-ntp true), or have the agent's set");
    }
}
