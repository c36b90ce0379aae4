package dev.coder.cli.keys;

import java.util.List;
import java.util.Optional;

/// The login keychain of macOS, by its own program. A secret is given to it as a line of its standard input.
record MacKeychain(KeyProgram program) implements SecretStore {

    private static final String SECURITY = "/usr/bin/security";
    private static final int NOT_FOUND = 44;

    @Override
    public String name() {
        return "the keychain (macOS)";
    }

    @Override
    public Optional<String> find(KeySlot slot) throws StoreException, InterruptedException {
        var outcome = program.run(
                List.of(SECURITY, "find-generic-password", "-s", LibraryKeychain.SERVICE, "-a", slot.name(), "-w"), "");
        if (outcome.exitCode() == NOT_FOUND) {
            return Optional.empty();
        }
        if (!outcome.worked()) {
            throw unusable(outcome);
        }
        return Optional.of(outcome.out().strip());
    }

    @Override
    public void store(KeySlot slot, String secret) throws StoreException, InterruptedException {
        var line = "add-generic-password -U -s " + LibraryKeychain.SERVICE + " -a " + quoted(slot.name()) + " -w "
                + quoted(secret) + "\n";
        var outcome = program.run(List.of(SECURITY, "-i"), line);
        if (!outcome.worked() || !outcome.err().isBlank()) {
            throw unusable(outcome);
        }
    }

    @Override
    public void remove(KeySlot slot) throws StoreException, InterruptedException {
        var outcome = program.run(
                List.of(SECURITY, "delete-generic-password", "-s", LibraryKeychain.SERVICE, "-a", slot.name()), "");
        if (!outcome.worked() && outcome.exitCode() != NOT_FOUND) {
            throw unusable(outcome);
        }
    }

    /// As its command line reads it. A line break cannot be in a key: [KeyRing] refuses it.
    static String quoted(String word) {
        return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /// Only the exit code is told: what the program prints may repeat the line that it was given.
    private StoreException unusable(KeyProgram.Outcome outcome) {
        return new StoreException(name() + " cannot be used (security ended with " + outcome.exitCode()
                + "): it may be locked; unlock it with `security unlock-keychain`");
    }
}
