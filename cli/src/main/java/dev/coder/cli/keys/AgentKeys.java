package dev.coder.cli.keys;

import dev.coder.cli.config.AgentUrl;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.config.Preferences.ApiKey;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.Endpoint;
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
            return new Endpoint(url.uri(), ring.find(slot).orElse(null));
        }
        var stated = stated(slot);
        if (stated.isPresent()) {
            ring.hide(stated.get());
            refuseUnusable(stated.get());
            refuseInClear(url.uri(), slot);
        }
        return new Endpoint(
                url.uri(), stated.isPresent() ? stated.get() : ring.find(slot).orElse(null));
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
    private Optional<String> stated(KeySlot.Agent slot) throws InterruptedException {
        var variable = environment.getOrDefault(VARIABLE, "").strip();
        if (!variable.isEmpty()) {
            return Optional.of(variable);
        }
        if (!isConfigured(slot.origin())) {
            return Optional.empty();
        }
        var apiKey = preferences.apiKey();
        if (apiKey.isPresent()) {
            return Optional.of(configured(apiKey.get(), slot));
        }
        var helper = preferences.keyHelper();
        return helper.isEmpty()
                ? Optional.empty()
                : Optional.of(new HelperCommand(helper.get(), environment).key(slot.origin()));
    }

    /// Whether the key of the settings is for it.
    private boolean isConfigured(URI origin) {
        return preferences
                .agentUrl()
                .map(url -> !url.fromProject() && Origin.of(url.uri()).equals(origin))
                .orElse(true);
    }

    private String configured(ApiKey apiKey, KeySlot.Agent slot) throws InterruptedException {
        var text = apiKey.text();
        if (text.startsWith(PlainKey.REFERENCE)) {
            return referred(apiKey, slot);
        }
        if (text.startsWith(SealedText.PREFIX)) {
            return ring.decrypt(text);
        }
        ring.hide(text);
        if (apiKey.plain()) {
            plain.move(apiKey, slot, ring);
        }
        return text;
    }

    private String referred(ApiKey apiKey, KeySlot.Agent slot) throws InterruptedException {
        var named = KeySlot.of(apiKey.text().substring(PlainKey.REFERENCE.length()));
        if (!named.equals(slot)) {
            throw new StopException(
                    ExitCode.NOT_ALLOWED,
                    apiKey.origin() + ": the key of " + named.name() + " is not sent to " + slot.name()
                            + "; store one for that: " + OwnCommand.with("auth login " + slot.name()));
        }
        return ring.find(slot)
                .orElseThrow(() -> new StopException(
                        ExitCode.NOT_ALLOWED,
                        apiKey.origin() + ": no key is stored for " + slot.name() + "; store one: "
                                + OwnCommand.with("auth login " + slot.name())));
    }

    /// What no header of HTTP can hold would come back in somebody's complaint about it.
    private static void refuseUnusable(String key) {
        if (!KeyRing.isKey(key)) {
            throw new StopException(
                    ExitCode.USAGE,
                    "What " + VARIABLE + " or your settings give as the agent's key is none: a key is one word of"
                            + " letters, digits and signs; copy it again");
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
