package dev.coder.cli.keys;

import java.util.Optional;

/// A place in which keys lie.
interface SecretStore {

    /// For the user, such as "the keychain".
    String name();

    /// @return empty when it has none
    Optional<String> find(KeySlot slot) throws StoreException, InterruptedException;

    /// Replaces what was stored before.
    void store(KeySlot slot, String secret) throws StoreException, InterruptedException;

    /// Does nothing when there is none.
    void remove(KeySlot slot) throws StoreException, InterruptedException;
}
