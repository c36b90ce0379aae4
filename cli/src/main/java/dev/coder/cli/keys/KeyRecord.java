package dev.coder.cli.keys;

import dev.coder.cli.local.ModelKeys;
import dev.coder.protocol.Sha256;
import io.avaje.jsonb.Json;
import java.time.Instant;

/// What is known of a stored key without looking at it.
///
/// @param slot    as [KeySlot#name] gives it
/// @param store   [KeyPlace#label] of where it lies
/// @param created when it was stored, in seconds since 1970
/// @param mark    8 hexadecimal digits, the same for the same key in the same slot; no part of the key
@Json
public record KeyRecord(String slot, String store, long created, String mark) {

    static KeyRecord of(KeySlot slot, String secret, KeyPlace place, Instant now) {
        return new KeyRecord(slot.name(), place.label(), now.getEpochSecond(), mark(slot, secret));
    }

    private static String mark(KeySlot slot, String secret) {
        return Sha256.hex(slot.name() + "\n" + secret).substring(0, 8);
    }

    /// Whether it is a key to a model, else to an agent or for a tool.
    boolean isModel() {
        return ModelKeys.holdsModelKey(slot);
    }

    /// Whether it lies in the encrypted file, else in the keychain.
    boolean isInFile() {
        return !store.equals(KeyPlace.KEYCHAIN.label());
    }

    /// When it was stored.
    public Instant since() {
        return Instant.ofEpochSecond(created);
    }
}
