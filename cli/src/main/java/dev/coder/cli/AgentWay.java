package dev.coder.cli;

import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.execute.Approver;
import dev.coder.cli.keys.AgentKeys;
import dev.coder.cli.keys.KeyRing;
import dev.coder.cli.keys.KnownOrigins;
import dev.coder.cli.keys.PlainKey;
import dev.coder.cli.keys.RingModelKeys;
import dev.coder.cli.local.AgentStart;
import dev.coder.cli.local.LocalAgentAddress;
import dev.coder.cli.remote.AgentAddress;
import dev.coder.cli.terminal.Streams;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Leads to the agent that the user means, with the key that is for it.
///
/// @param preferences the settings in force
record AgentWay(Map<String, String> environment, StateFolder state, Preferences preferences, Streams streams) {

    /// @param known is told every key before it is used, so that it can be hidden everywhere
    /// @param said  is told what the user has to know
    /// @throws dev.coder.cli.exit.StopException when the user does not want to go there, or a key cannot be had
    AgentAddress to(AgentOptions options, Consumer<String> known, Consumer<String> said) throws InterruptedException {
        var ring = KeyRing.of(environment, streams::hidden, known);
        var remote = options.remote(environment, preferences);
        if (remote.isEmpty()) {
            return local(options, ring);
        }
        var plain = new PlainKey(ConfigFiles.of(environment), said);
        var origins = new KnownOrigins(state);
        var keys = new AgentKeys(environment, preferences, ring, origins, this::consent, plain);
        var endpoint = keys.endpoint(remote.get());
        return AgentAddress.at(endpoint);
    }

    /// The same, found at the first request: for what may come to its end without an agent.
    AgentAddress later(AgentOptions options, Consumer<String> known, Consumer<String> said) {
        var found = new AtomicReference<@Nullable AgentAddress>();
        return failed -> {
            var address = found.get();
            if (address == null) {
                address = to(options, known, said);
                found.set(address);
            }
            return address.locate(failed);
        };
    }

    private Optional<Boolean> consent(URI origin, String namedBy) throws InterruptedException {
        var answer = streams.approver()
                .ask(new Approver.Question(
                        "agent",
                        "use the agent at " + origin + "?",
                        List.of(),
                        List.of(),
                        namedBy + " names it: what you say, and what is read here, goes there",
                        List.of(),
                        Optional.empty()));
        return switch (answer) {
            case Approver.Answer.Yes _, Approver.Answer.Always _ -> Optional.of(true);
            case Approver.Answer.No _ -> Optional.of(false);
            case Approver.Answer.Edited _, Approver.Answer.Nobody _ -> Optional.empty();
        };
    }

    /// Where somebody has to type a passphrase, it is asked for now: later the terminal belongs to the conversation.
    private AgentAddress local(AgentOptions options, KeyRing ring) throws InterruptedException {
        var classPath = System.getProperty("coder.agent.classpath", "");
        var models = RingModelKeys.of(environment, ring);
        var start = new AgentStart(state, Version.CURRENT, classPath, environment, models, options.once(environment));
        var local = new LocalAgentAddress(state, start, Version.CURRENT);
        if (ring.asks()) {
            local.locate(null);
        }
        return local;
    }
}
