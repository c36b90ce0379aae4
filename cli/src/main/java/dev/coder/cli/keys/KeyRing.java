package dev.coder.cli.keys;

import dev.coder.cli.config.ConfigFolder;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.config.Preferences.ApiKey;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The user's stored keys. An index says which there are, so that a store is opened only when a key of it is needed.
/// Thread-safe.
///
/// A keychain is used where there is one, else an encrypted file. Variables of the environment are not its business:
/// whoever needs a key looks there first.
public final class KeyRing {

    /// What a header of HTTP can hold.
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,8192}");

    private final Map<String, String> environment;
    private final Consumer<String> known;
    private final KeyIndex index;
    private final MasterKeys masters;
    private final EncryptedFile file;
    private final KeyPlaces places;
    private final Map<String, String> cache = new HashMap<>();

    private KeyRing(Map<String, String> environment, Asking asking, Consumer<String> known) {
        this.environment = environment;
        var folder = ConfigFolder.of(environment);
        this.known = known;
        this.index = new KeyIndex(folder);
        this.masters = new MasterKeys(environment, folder, asking);
        this.file = new EncryptedFile(folder, masters);
        this.places = new KeyPlaces(environment, file);
    }

    /// Has a secret that came from elsewhere hidden everywhere.
    void hide(String secret) {
        known.accept(secret);
    }

    /// Whether somebody has to type a passphrase before the keys in the file can be read.
    public synchronized boolean asks() {
        try {
            return slots().stream().anyMatch(KeyRecord::isInFile) && file.asks();
        } catch (StoreException e) {
            return false; // said when it is opened
        }
    }

    /// Opens nothing.
    ///
    /// @param asking how a passphrase is asked for
    public static KeyRing of(Map<String, String> environment, Asking asking) {
        return of(environment, asking, _ -> {});
    }

    /// @param known is told every secret before anybody else, so that it can be hidden everywhere
    public static KeyRing of(Map<String, String> environment, Asking asking, Consumer<String> known) {
        return new KeyRing(environment, asking, known);
    }

    /// Where a key went.
    ///
    /// @param where   for the user
    /// @param warning what the user has to know; empty when there is nothing
    public record Stored(String where, Optional<String> warning) {

        Stored with(Optional<String> more) {
            return new Stored(where, more.or(() -> warning));
        }
    }

    /// Stores a key in the best place there is, over the one that was there.
    public Stored store(KeySlot slot, String secret) throws InterruptedException {
        return store(slot, secret, Optional.empty());
    }

    /// @param place where the user wants it; empty for where it was before, else the best place there is
    /// @throws StopException when it is no key, or cannot be stored; what was stored before is still there then
    public synchronized Stored store(KeySlot slot, String secret, Optional<KeyPlace> place)
            throws InterruptedException {
        check(secret);
        known.accept(secret);
        var before = index.find(slot);
        var wanted = place.or(() -> before.flatMap(record -> KeyPlace.of(record.store())));
        var kept = wanted.isPresent() ? places.put(slot, secret, wanted.get()) : places.putAnywhere(slot, secret);
        index.set(slot, KeyRecord.of(slot, secret, kept.place(), Instant.now()));
        cache.put(slot.name(), secret);
        var left = before.filter(record -> !record.store().equals(kept.place().label()));
        return left.isPresent() ? kept.stored().with(removed(slot, left.get())) : kept.stored();
    }

    /// Whether it can be one.
    static boolean isKey(String secret) {
        return KEY.matcher(secret).matches() && !ApiKey.isPlaceholder(secret);
    }

    private static void check(String secret) {
        if (!isKey(secret)) {
            throw new StopException(
                    ExitCode.USAGE, "That is no key: a key is one word of letters, digits and signs; copy it again");
        }
    }

    private void learn(KeySlot slot, String secret) {
        known.accept(secret);
        cache.put(slot.name(), secret);
    }

    /// @return empty when none is stored
    /// @throws StopException when one is stored and cannot be had
    public synchronized Optional<String> find(KeySlot slot) throws InterruptedException {
        var record = index.find(slot);
        if (record.isEmpty() || cache.containsKey(slot.name())) {
            return record.map(_ -> cache.get(slot.name()));
        }
        try {
            var store = places.of(record.get());
            var secret = store.find(slot)
                    .orElseThrow(() -> new StoreException(
                            store.name() + " does not give it out: it is locked, or somebody removed the key"));
            learn(slot, secret);
            return Optional.of(secret);
        } catch (StoreException e) {
            throw new StopException(ExitCode.NOT_ALLOWED, notFound(slot, e), e);
        }
    }

    private static String notFound(KeySlot slot, StoreException e) {
        var variable = switch (slot) {
            case KeySlot.Agent _ -> "CODER_API_KEY";
            case KeySlot.Model(var name) -> name;
        };
        return "The stored key of " + slot.name() + " cannot be read, for " + e.reason() + ". Mend that, set "
                + variable + ", or store the key again: " + OwnCommand.with("auth login " + slot.name());
    }

    /// Removes a key from its store, and then from the list.
    ///
    /// @return false when there was none
    public synchronized boolean remove(KeySlot slot) throws InterruptedException {
        var record = index.find(slot);
        if (record.isEmpty()) {
            return false;
        }
        try {
            places.of(record.get()).remove(slot);
        } catch (StoreException e) {
            throw new StopException(ExitCode.NOT_ALLOWED, "The key was not removed, for " + e.reason(), e);
        }
        index.set(slot, null);
        cache.remove(slot.name());
        return true;
    }

    /// @return what the user has to know when it could not be removed
    private Optional<String> removed(KeySlot slot, KeyRecord record) throws InterruptedException {
        try {
            places.of(record).remove(slot);
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of("the old key is still where it was: " + e.reason());
        }
    }

    /// Why the settings' key for an agent cannot be had, as far as that can be seen without opening a store.
    ///
    /// @return empty when nothing is seen to be missing
    public Optional<String> missing(URI agent, Preferences preferences) {
        var slot = new KeySlot.Agent(agent);
        if (index.find(slot).isPresent() || !AgentKeys.isFor(slot.origin(), preferences)) {
            return Optional.empty();
        }
        var apiKey = preferences.apiKey();
        return apiKey.mistake()
                .or(() -> apiKey.known()
                        .filter(key ->
                                ApiKey.isPlaceholder(key.text()) || key.text().equals(PlainKey.REFERENCE + slot.name()))
                        .map(key -> notStored(key.origin(), slot.name())));
    }

    /// @param origin what says that the key of this slot is in the store
    static String notStored(String origin, String slot) {
        return origin + ": the key for " + slot
                + " is meant to be in the store, but no key is stored for it; store it: "
                + OwnCommand.with("auth login " + slot);
    }

    /// The stored keys, without the keys.
    public List<KeyRecord> slots() {
        return index.all();
    }

    /// The slots of model keys.
    public List<KeySlot.Model> models() {
        return slots().stream()
                .filter(KeyRecord::isModel)
                .map(record -> new KeySlot.Model(record.slot()))
                .toList();
    }

    /// Protects the encrypted file by a new passphrase.
    public synchronized void changePassphrase() throws InterruptedException {
        try {
            file.protect();
        } catch (StoreException e) {
            throw new StopException(ExitCode.NOT_ALLOWED, "The passphrase was not changed, for " + e.reason(), e);
        }
    }

    /// A text that only this user can open, for a file of settings: `enc:…`.
    public synchronized String encrypt(String secret) throws InterruptedException {
        check(secret);
        known.accept(secret);
        try {
            return SealedText.seal(secret, masters, file.hasPassphrase());
        } catch (StoreException e) {
            throw new StopException(ExitCode.NOT_ALLOWED, "Nothing was encrypted, for " + e.reason(), e);
        }
    }

    /// @param text as [#encrypt] makes it
    public synchronized String decrypt(String text) throws InterruptedException {
        try {
            var secret = SealedText.open(text, masters);
            known.accept(secret);
            return secret;
        } catch (StoreException e) {
            throw new StopException(ExitCode.NOT_ALLOWED, "An enc: text cannot be opened, for " + e.reason(), e);
        }
    }

    /// Where keys are, in one line for `coder doctor`. Opens nothing.
    public String describe() {
        var counts =
                slots().stream().collect(Collectors.groupingBy(KeyRecord::store, TreeMap::new, Collectors.counting()));
        var best = Keychains.of(environment).map(SecretStore::name).orElse(file.name());
        return counts.isEmpty()
                ? "none stored; new ones go into " + best
                : counts.entrySet().stream()
                                .map(entry -> entry.getValue() + " in the "
                                        + (entry.getKey().equals("keychain") ? "keychain" : "encrypted file"))
                                .collect(Collectors.joining(", "))
                        + "; new ones go into " + best;
    }
}
