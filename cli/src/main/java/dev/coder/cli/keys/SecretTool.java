package dev.coder.cli.keys;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The Secret Service of a Linux desktop (GNOME Keyring, KWallet, KeePassXC), by libsecret's program.
record SecretTool(KeyProgram program) implements SecretStore {

    @Override
    public String name() {
        return "the keychain (Secret Service)";
    }

    @Override
    public Optional<String> find(KeySlot slot) throws StoreException, InterruptedException {
        var outcome = program.run(command("lookup", slot), "");
        if (!outcome.worked() && !outcome.err().isBlank()) {
            throw unusable(outcome);
        }
        return outcome.out().isEmpty() ? Optional.empty() : Optional.of(outcome.out());
    }

    @Override
    public void store(KeySlot slot, String secret) throws StoreException, InterruptedException {
        var label = "--label=" + LibraryKeychain.SERVICE + "|" + slot.name();
        var outcome = program.run(command("store", slot, label), secret);
        if (!outcome.worked()) {
            throw unusable(outcome);
        }
    }

    @Override
    public void remove(KeySlot slot) throws StoreException, InterruptedException {
        var outcome = program.run(command("clear", slot), "");
        if (!outcome.worked() && !outcome.err().isBlank()) {
            throw unusable(outcome);
        }
    }

    /// The attributes are those of [LibraryKeychain].
    private static List<String> command(String verb, KeySlot slot, String... options) {
        return Stream.of(
                        Stream.of("secret-tool", verb),
                        Stream.of(options),
                        Stream.of("service", LibraryKeychain.SERVICE, "account", slot.name()))
                .flatMap(words -> words)
                .toList();
    }

    private StoreException unusable(KeyProgram.Outcome outcome) {
        var reason = outcome.err().lines().findFirst().orElse("it is locked").strip();
        return new StoreException(name() + " cannot be used: " + reason.replaceFirst("^secret-tool: ", ""));
    }
}
