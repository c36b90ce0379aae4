package dev.coder.cli.keys;

import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.config.ProcessLock;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import io.avaje.jsonb.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `CONFIG/keys.enc`: all keys in one sealed file, so that none can be taken out, put in or moved to another slot
/// unnoticed. Several processes may change it; it is replaced as a whole.
final class EncryptedFile implements SecretStore {

    private static final String USE = "keys";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST = 1 << 20;

    private final Path path;
    private final MasterKeys masters;

    EncryptedFile(Path folder, MasterKeys masters) {
        this.path = folder.resolve("keys.enc");
        this.masters = masters;
    }

    @Json
    record Entry(String slot, String secret) {}

    /// How a key comes into the file.
    private interface Change {
        void apply(Map<String, String> keys);
    }

    @Override
    public String name() {
        return "the encrypted file " + path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    boolean hasPassphrase() throws StoreException {
        return sealed().filter(found -> found.header().argon() != null).isPresent();
    }

    /// Whether reading it has to ask somebody.
    boolean asks() throws StoreException {
        return sealed().filter(found -> masters.asks(found.header())).isPresent();
    }

    @Override
    public Optional<String> find(KeySlot slot) throws StoreException, InterruptedException {
        var sealed = sealed();
        return sealed.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(keys(sealed.get()).get(slot.name()));
    }

    @Override
    public void store(KeySlot slot, String secret) throws StoreException, InterruptedException {
        change(keys -> keys.put(slot.name(), secret));
    }

    @Override
    public void remove(KeySlot slot) throws StoreException, InterruptedException {
        if (exists()) {
            change(keys -> keys.remove(slot.name()));
        }
    }

    /// Protects the file, or one that is made, by a new passphrase.
    void protect() throws StoreException, InterruptedException {
        locked(() -> {
            var sealed = sealed();
            if (sealed.isEmpty()) {
                write(masters.fresh(USE, true), new LinkedHashMap<>());
            } else {
                var keys = keys(sealed.get());
                write(masters.renewed(sealed.get().header()), keys);
            }
        });
    }

    private void change(Change change) throws StoreException, InterruptedException {
        locked(() -> {
            var sealed = sealed();
            var keys = sealed.isEmpty() ? new LinkedHashMap<String, String>() : keys(sealed.get());
            change.apply(keys);
            write(sealed.isEmpty() ? masters.fresh(USE, false) : sealed.get().header(), keys);
        });
    }

    private interface Step {
        void run() throws StoreException, IOException, InterruptedException;
    }

    private void locked(Step step) throws StoreException, InterruptedException {
        try {
            PrivateFiles.folder(path.resolveSibling(""));
            try (var lock = ProcessLock.acquire(path.resolveSibling("keys.enc.lock"), PATIENCE)) {
                if (lock == null) {
                    throw new StoreException("another coder is changing " + name() + ": try again");
                }
                step.run();
            }
        } catch (IOException e) {
            throw new StoreException(name() + " cannot be written (" + e.getMessage() + ")", e);
        }
    }

    private void write(SealHeader header, Map<String, String> keys)
            throws StoreException, IOException, InterruptedException {
        var content = bytes(keys);
        PrivateFiles.replace(
                path, Sealed.of(header, masters.of(header, name()), content).bytes());
        Arrays.fill(content, (byte) 0);
    }

    private Optional<Sealed> sealed() throws StoreException {
        try (var in = Files.newInputStream(path)) {
            var bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new StoreException(name() + " is damaged: it is larger than 1 MiB");
            }
            return Optional.of(Sealed.read(bytes, USE, name()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException(name() + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private Map<String, String> keys(Sealed sealed) throws StoreException, InterruptedException {
        var content = sealed.open(masters.of(sealed.header(), name()), name());
        try {
            var keys = new LinkedHashMap<String, String>();
            ProtocolJson.readList(Entry.class, new String(content, StandardCharsets.UTF_8))
                    .forEach(entry -> keys.put(entry.slot(), entry.secret()));
            return keys;
        } catch (MalformedJsonException e) {
            throw new StoreException(name() + " holds what this Coder does not understand: update it", e);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static byte[] bytes(Map<String, String> keys) {
        var text = new StringBuilder("[");
        keys.forEach((slot, secret) ->
                text.append(text.length() == 1 ? "" : ",").append(ProtocolJson.write(new Entry(slot, secret))));
        return text.append("]").toString().getBytes(StandardCharsets.UTF_8);
    }
}
