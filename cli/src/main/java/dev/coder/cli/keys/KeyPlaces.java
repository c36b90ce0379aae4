package dev.coder.cli.keys;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.KeyRing.Stored;
import java.util.Map;
import java.util.Optional;

/// Puts keys where they are to lie: into the keychain where there is one, else into the encrypted file.
record KeyPlaces(Map<String, String> environment, EncryptedFile file) {

    /// Where a key went.
    record Kept(KeyPlace place, Stored stored) {}

    /// @throws StopException when even the file does not take it
    Kept putAnywhere(KeySlot slot, String secret) throws InterruptedException {
        var keychain = Keychains.of(environment);
        if (keychain.isEmpty()) {
            return put(slot, secret, KeyPlace.FILE);
        }
        try {
            return put(keychain.get(), slot, secret, KeyPlace.KEYCHAIN);
        } catch (StoreException e) {
            var kept = put(slot, secret, KeyPlace.FILE);
            return new Kept(kept.place(), kept.stored().with(Optional.of(e.reason())));
        }
    }

    /// @throws StopException when it cannot lie there
    Kept put(KeySlot slot, String secret, KeyPlace place) throws InterruptedException {
        try {
            if (place == KeyPlace.PASSPHRASE && !file.hasPassphrase()) {
                file.protect();
            }
            return put(of(place), slot, secret, place == KeyPlace.KEYCHAIN ? place : KeyPlace.FILE);
        } catch (StoreException e) {
            var advice = place == KeyPlace.KEYCHAIN ? "; or take the encrypted file: --store file" : "";
            throw new StopException(ExitCode.NOT_ALLOWED, "The key was not stored, for " + e.reason() + advice, e);
        }
    }

    /// What cannot be read back is not stored.
    private static Kept put(SecretStore store, KeySlot slot, String secret, KeyPlace place)
            throws StoreException, InterruptedException {
        store.store(slot, secret);
        if (!store.find(slot).equals(Optional.of(secret))) {
            throw new StoreException(store.name() + " does not give back what is put into it");
        }
        return new Kept(place, new Stored(store.name(), Optional.empty()));
    }

    /// Where a stored key lies.
    SecretStore of(KeyRecord record) throws StoreException {
        return of(KeyPlace.of(record.store()).orElse(KeyPlace.FILE));
    }

    private SecretStore of(KeyPlace place) throws StoreException {
        return place != KeyPlace.KEYCHAIN
                ? file
                : Keychains.of(environment)
                        .orElseThrow(() -> new StoreException("there is no keychain in this session"));
    }
}
