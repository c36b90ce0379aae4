package dev.coder.cli.keys;

import dev.coder.cli.config.ConfigEditor;
import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.Preferences.ApiKey;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.KeySource;
import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Takes a key that stands in the user's settings for all to read out of there, once its agent has accepted it: it is
/// stored, and a reference takes its place.
///
/// @param files where the settings lie
/// @param said  is told what was done
public record PlainKey(ConfigFiles files, Consumer<String> said) {

    /// What stands before the name of a stored key.
    static final String REFERENCE = "keychain:";

    /// Moves the key when it is known to be good: one that was refused stays where it is.
    KeySource.Acceptance moving(ApiKey apiKey, KeySlot slot, KeyRing ring) {
        var done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                move(apiKey, slot, ring);
            }
        };
    }

    /// What cannot be moved stays where it is, and the user is told.
    private void move(ApiKey apiKey, KeySlot slot, KeyRing ring) throws InterruptedException {
        if (!files.isUsers(apiKey.origin())) {
            said.accept(apiKey.origin() + ": the key stands there for all to read; put a reference in its place");
            return;
        }
        try {
            var stored = ring.store(slot, apiKey.text());
            ConfigEditor.set(files.user(), "apiKey", ProtocolJson.write(String.class, REFERENCE + slot.name()));
            said.accept(apiKey.origin() + ": the key stood there for all to read; it is now in " + stored.where()
                    + ". If others may have seen it, replace it");
        } catch (IOException | StopException e) {
            said.accept(apiKey.origin() + ": the key stands there for all to read, and could not be moved ("
                    + e.getMessage() + ")");
        }
    }
}
