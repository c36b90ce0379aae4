package dev.coder.cli.keys;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The keychain by java-keyring: the Secret Service where `secret-tool` is missing, and Windows' Credential Manager.
/// Costs a third of a second, once it is needed.
///
/// @param limit after which a keychain that does not answer is given up
record LibraryKeychain(Duration limit) implements SecretStore {

    /// What all entries of Coder share in a keychain.
    static final String SERVICE = "coder";

    private interface Work<T> {
        T with(Keyring keyring) throws PasswordAccessException;
    }

    @Override
    public String name() {
        return "the keychain";
    }

    @Override
    public Optional<String> find(KeySlot slot) throws StoreException, InterruptedException {
        return run(keyring -> {
            try {
                return Optional.of(keyring.getPassword(SERVICE, slot.name()));
            } catch (PasswordAccessException e) {
                return Optional.empty(); // it tells nobody why; a keychain that is locked is noticed when it is opened
            }
        });
    }

    @Override
    public void store(KeySlot slot, String secret) throws StoreException, InterruptedException {
        run(keyring -> {
            keyring.setPassword(SERVICE, slot.name(), secret);
            return true;
        });
    }

    @Override
    public void remove(KeySlot slot) throws StoreException, InterruptedException {
        run(keyring -> {
            try {
                keyring.deletePassword(SERVICE, slot.name());
                return true;
            } catch (PasswordAccessException e) {
                return false; // there was none
            }
        });
    }

    private <T> T run(Work<T> work) throws StoreException, InterruptedException {
        var task = new FutureTask<>(() -> {
            var keyring = Keyring.create();
            try {
                return work.with(keyring);
            } finally {
                keyring.close();
            }
        });
        Thread.ofPlatform().daemon().name("keychain").start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StoreException(name() + " gave no answer within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            var reason = e.getCause() instanceof BackendNotSupportedException ? "there is none" : "it may be locked";
            throw new StoreException(name() + " cannot be used: " + reason, e);
        }
    }
}
