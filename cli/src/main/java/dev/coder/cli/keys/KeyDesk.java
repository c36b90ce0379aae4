package dev.coder.cli.keys;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.Endpoint;
import dev.coder.cli.remote.FarAgent;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What `coder auth` does.
///
/// @param ring    where keys are stored
/// @param agents  by which a key is tried before it is stored
/// @param asking  how a key is asked for
/// @param telling how the user is told
public record KeyDesk(KeyRing ring, FarAgent agents, Source asking, Consumer<String> telling) {

    private static final String RIZA = "RIZA_API_KEY";

    /// Where a new key comes from.
    @FunctionalInterface
    public interface Source {

        /// @return empty when there is nobody to ask
        Optional<String> key(String question) throws InterruptedException;
    }

    /// Takes a key, tries it, stores it.
    ///
    /// @param url   as the user wrote it: an agent may answer below a path
    /// @param place where it shall lie; empty for the best place
    /// @param untried whether it is stored although nobody could be asked whether it is good
    public void login(KeySlot slot, Optional<URI> url, Optional<KeyPlace> place, boolean untried)
            throws InterruptedException {
        warnOfClearText(slot);
        var key = asking.key("Key for " + slot.name() + " (it is not shown): ")
                .orElseThrow(() -> new StopException(
                        ExitCode.USAGE,
                        "Nobody can be asked for the key: give it on standard input: "
                                + OwnCommand.with("auth login " + slot.name() + " --stdin")));
        tryOut(slot, url, key, untried);
        var stored = ring.store(slot, key, place);
        telling.accept("The key for " + slot.name() + " is stored in " + stored.where() + ".");
        stored.warning().ifPresent(warning -> telling.accept("Note: " + warning + "."));
    }

    /// Puts a new key in the place of a stored one, which stays until the new one is known to be good.
    public void rotate(KeySlot slot, Optional<URI> url) throws InterruptedException {
        if (ring.slots().stream().noneMatch(record -> record.slot().equals(slot.name()))) {
            throw nothingStored(slot);
        }
        login(slot, url, Optional.empty(), false);
        telling.accept("Now have the old key revoked where it was made.");
    }

    /// Forgets a key.
    public void logout(KeySlot slot) throws InterruptedException {
        if (!ring.remove(slot)) {
            throw nothingStored(slot);
        }
        telling.accept("The key for " + slot.name() + " is removed from this machine; where it was made it is still"
                + " valid.");
    }

    private StopException nothingStored(KeySlot slot) {
        var stored = ring.slots().stream().map(KeyRecord::slot).toList();
        return new StopException(
                ExitCode.USAGE,
                "No key is stored for " + slot.name()
                        + (stored.isEmpty() ? "; none is stored at all" : "; there are keys for " + list(stored)));
    }

    private static String list(List<String> slots) {
        return String.join(", ", slots);
    }

    private void warnOfClearText(KeySlot slot) {
        if (slot instanceof KeySlot.Agent(var origin)
                && origin.toString().startsWith("http://")
                && !new Endpoint(origin, null).loopback()) {
            telling.accept("Warning: what goes to " + origin
                    + ", the key included, can be read by everybody on the way;" + " https:// would prevent that.");
        }
    }

    private void tryOut(KeySlot slot, Optional<URI> url, String key, boolean untried) {
        ring.hide(key);
        if (!KeyRing.isKey(key)) {
            return; // the ring says so
        }
        if (!(slot instanceof KeySlot.Agent(var origin))) {
            telling.accept(
                    slot.name().equals(RIZA)
                            ? "It is for execute_code, which then runs code at Riza, and is tried out by its next call."
                            : "It is tried out by the next session: only the agent talks to providers.");
            return;
        }
        switch (agents.look(new Endpoint(url.orElse(origin), key))) {
            case FarAgent.Met _ -> telling.accept("The agent at " + origin + " accepts the key.");
            case FarAgent.Failed(var status, var reason, var _)
            when status == 401 || status == 403 ->
                throw new StopException(
                        ExitCode.NOT_ALLOWED,
                        "The agent at " + origin + " does not accept this key (HTTP " + status
                                + "); nothing was changed");
            case FarAgent.Failed(var _, var reason, var fix) -> {
                var sentence = "The key could not be tried out at " + origin + ": " + reason + " (" + fix + ")";
                if (!untried) {
                    throw new StopException(
                            ExitCode.UNREACHABLE, sentence + "; nothing was stored, --force stores it all the same");
                }
                telling.accept("Warning: " + sentence.replaceFirst("^The", "the") + ".");
            }
        }
    }
}
