package dev.coder.cli.keys;

import dev.coder.cli.config.Preferences.ApiKey;
import dev.coder.cli.config.Preferences.KeyCommand;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.remote.KeySource;

/// A key for an agent, and where it comes from.
record AgentKey(String secret, KeySource source) {

    static AgentKey ofVariable(String name, String secret, KeySlot.Agent slot) {
        return new AgentKey(
                secret,
                new KeySource(
                        "the key in the variable " + name,
                        "set it to a key of this agent, or unset it and store one: " + login(slot)));
    }

    static AgentKey ofStore(String secret, KeySlot.Agent slot) {
        return new AgentKey(
                secret,
                new KeySource(
                        "the key that is stored for " + slot.name(),
                        "store another: " + OwnCommand.with("auth login " + slot.name())));
    }

    static AgentKey ofHelper(String secret, KeyCommand helper) {
        return new AgentKey(
                secret,
                new KeySource(
                        "the key that the \"keyHelper\" of " + helper.origin() + " prints",
                        "run that command by hand, and have it print a key of this agent"));
    }

    static AgentKey ofSealed(String secret, ApiKey apiKey) {
        return new AgentKey(
                secret,
                new KeySource(
                        "the key in the \"enc:…\" of " + apiKey.origin(),
                        "put another there: " + OwnCommand.with("auth encrypt")));
    }

    /// Variables, and perhaps words around them.
    static AgentKey ofVariables(ApiKey apiKey) {
        var names = String.join(" and ", apiKey.variables());
        return new AgentKey(
                apiKey.text(),
                new KeySource(
                        names.isEmpty()
                                ? "the key of " + apiKey.origin()
                                : "the key in the variable " + names + ", which " + apiKey.origin() + " names",
                        names.isEmpty() ? "mend that line" : "set " + names + " to a key of this agent"));
    }

    /// @param accepted what becomes of it when it is good
    static AgentKey ofFile(ApiKey apiKey, KeySlot.Agent slot, KeySource.Acceptance accepted) {
        return new AgentKey(
                apiKey.text(),
                new KeySource(
                        "the key that stands in " + apiKey.origin(),
                        "take it out there, and store the right one: " + login(slot),
                        accepted));
    }

    private static String login(KeySlot.Agent slot) {
        return OwnCommand.with("auth login " + slot.name());
    }

    /// Without the key.
    @Override
    public String toString() {
        return source.name();
    }
}
