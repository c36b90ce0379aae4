package dev.coder.cli.keys;

import dev.coder.cli.config.AgentUrl;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.config.Preferences.ApiKey;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.Endpoint;
import dev.coder.cli.remote.KeySource;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Decides which key goes to an agent, if any may. A key is for one origin: that of which the user said it themselves.
/// To an address that a project's file names goes nothing but a key that is stored for exactly that one.
///
/// @param preferences the settings in force
/// @param ring        where keys are stored
/// @param origins     to where projects may lead
/// @param consent     asks the user
/// @param plain       what becomes of a key that stands in the settings for all to read
public record AgentKeys(
        Map<String, String> environment,
        Preferences preferences,
        KeyRing ring,
        KnownOrigins origins,
        Consent consent,
        PlainKey plain) {

    private static final String VARIABLE = "CODER_API_KEY";

    /// Asks the user whether a project may lead to an agent.
    @FunctionalInterface
    public interface Consent {

        /// @param namedBy the file and line
        /// @return empty when nobody can be asked
        Optional<Boolean> ask(URI origin, String namedBy) throws InterruptedException;
    }

    /// Where to, and with which key.
    ///
    /// @throws StopException when the user does not want to go there, or a key cannot be had or must not be sent
    public Endpoint endpoint(AgentUrl url) throws InterruptedException {
        var slot = new KeySlot.Agent(url.uri());
        if (url.fromProject()) {
            refuseUnwanted(url, slot.origin());
            return endpoint(url.uri(), slot, stored(slot));
        }
        var stated = stated(slot);
        if (stated.isPresent()) {
            ring.hide(stated.get().secret());
            refuseUnusable(stated.get());
            refuseInClear(url.uri(), slot);
        }
        return endpoint(url.uri(), slot, stated.isPresent() ? stated : stored(slot));
    }

    private static Endpoint endpoint(URI uri, KeySlot.Agent slot, Optional<AgentKey> key) {
        return key.map(found -> new Endpoint(uri, found.secret(), found.source()))
                .orElseGet(() -> new Endpoint(uri, null, KeySource.none(slot.name())));
    }

    private Optional<AgentKey> stored(KeySlot.Agent slot) throws InterruptedException {
        return ring.find(slot).map(secret -> AgentKey.ofStore(secret, slot));
    }

    private void refuseUnwanted(AgentUrl url, URI origin) throws InterruptedException {
        var said = origins.said(origin);
        if (said.isEmpty()) {
            said = consent.ask(origin, url.origin());
            if (said.isPresent()) {
                origins.say(origin, said.get());
            }
        }
        if (!said.orElse(false)) {
            throw new StopException(
                    ExitCode.USAGE,
                    url.origin() + ": the project names the agent at " + origin
                            + (said.isEmpty() ? ", of which you were never asked" : ", which you refused")
                            + "; if you want to go there: --agent-url " + url.uri() + ", else --local");
        }
    }

    /// The key that the user names beside the stored ones.
    private Optional<AgentKey> stated(KeySlot.Agent slot) throws InterruptedException {
        var variable = environment.getOrDefault(VARIABLE, "").strip();
        if (ApiKey.isPlaceholder(variable)) {
            return Optional.of(referred("the variable " + VARIABLE, slot));
        }
        if (!variable.isEmpty()) {
            return Optional.of(AgentKey.ofVariable(VARIABLE, variable, slot));
        }
        if (!isFor(slot.origin(), preferences)) {
            return Optional.empty();
        }
        return preferences.apiKey().isStated() ? configured(slot) : helped(slot);
    }

    /// Whether the key of the settings is for this agent.
    static boolean isFor(URI origin, Preferences preferences) {
        var url = preferences.agentUrl();
        return !url.isStated()
                || url.known()
                        .filter(known ->
                                !known.fromProject() && Origin.of(known.uri()).equals(origin))
                        .isPresent();
    }

    /// A line that cannot be used, such as one whose variable is not set, is not missed where a key is stored.
    private Optional<AgentKey> configured(KeySlot.Agent slot) throws InterruptedException {
        if (preferences.apiKey().mistake().isPresent()) {
            var stored = stored(slot);
            if (stored.isPresent()) {
                return stored;
            }
        }
        return Optional.of(configured(preferences.apiKey().value().orElseThrow(), slot));
    }

    private Optional<AgentKey> helped(KeySlot.Agent slot) throws InterruptedException {
        var helper = preferences.keyHelper().value();
        return helper.isEmpty()
                ? Optional.empty()
                : Optional.of(AgentKey.ofHelper(
                        new HelperCommand(helper.get(), environment).key(slot.origin()), helper.get()));
    }

    private AgentKey configured(ApiKey apiKey, KeySlot.Agent slot) throws InterruptedException {
        var text = apiKey.text();
        if (ApiKey.isPlaceholder(text)) {
            return referred(apiKey.origin(), slot);
        }
        if (text.startsWith(PlainKey.REFERENCE)) {
            return referred(apiKey, slot);
        }
        if (text.startsWith(SealedText.PREFIX)) {
            return AgentKey.ofSealed(ring.decrypt(text), apiKey);
        }
        return apiKey.plain()
                ? AgentKey.ofFile(apiKey, slot, plain.moving(apiKey, slot, ring))
                : AgentKey.ofVariables(apiKey);
    }

    private AgentKey referred(ApiKey apiKey, KeySlot.Agent slot) throws InterruptedException {
        var named = KeySlot.of(apiKey.text().substring(PlainKey.REFERENCE.length()));
        if (!named.equals(slot)) {
            throw new StopException(
                    ExitCode.NOT_ALLOWED,
                    apiKey.origin() + ": the key of " + named.name() + " is not sent to " + slot.name()
                            + "; store one for that: " + OwnCommand.with("auth login " + slot.name()));
        }
        return referred(apiKey.origin(), slot);
    }

    /// @param origin what says that the key is in the store
    private AgentKey referred(String origin, KeySlot.Agent slot) throws InterruptedException {
        return stored(slot)
                .orElseThrow(() -> new StopException(ExitCode.NOT_ALLOWED, KeyRing.notStored(origin, slot.name())));
    }

    /// What no header of HTTP can hold would come back in somebody's complaint about it.
    private static void refuseUnusable(AgentKey key) {
        if (!KeyRing.isKey(key.secret())) {
            throw new StopException(
                    ExitCode.USAGE,
                    "What is given as " + key.source().name()
                            + " is none: a key is one word of letters, digits and signs; copy it again");
        }
    }

    /// Whoever sits on the way could read it; whoever stored it for this very address was told so.
    private void refuseInClear(URI uri, KeySlot.Agent slot) {
        var clear = slot.origin().toString().startsWith("http://") && !new Endpoint(uri, null).loopback();
        if (clear && ring.slots().stream().noneMatch(record -> record.slot().equals(slot.name()))) {
            throw new StopException(
                    ExitCode.NOT_ALLOWED,
                    "No key is sent to " + slot.name() + " in clear text: use https://, or, if you trust the network,"
                            + " store the key for exactly this address: "
                            + OwnCommand.with("auth login " + slot.name()));
        }
    }
}
