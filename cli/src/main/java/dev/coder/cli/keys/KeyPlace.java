package dev.coder.cli.keys;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where a key is to be stored.
public enum KeyPlace {
    /// What the operating system has for it.
    KEYCHAIN,
    /// `CONFIG/keys.enc`, as it is protected; a new one by a key file.
    FILE,
    /// `CONFIG/keys.enc`, protected by a passphrase.
    PASSPHRASE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<KeyPlace> of(String label) {
        return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
    }
}
