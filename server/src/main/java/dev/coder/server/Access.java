package dev.coder.server;

import dev.coder.protocol.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who may use the agent: bearer keys, of which only SHA-256 hashes are kept. Every key is an owner of its own
/// sessions.
final class Access {

    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Map<String, String> ownerByHash;

    private Access(Map<String, String> ownerByHash) {
        this.ownerByHash = Map.copyOf(ownerByHash);
    }

    /// Nobody needs a key: only for an agent that listens on loopback.
    static Access open() {
        return new Access(Map.of());
    }

    /// One token, whose holder is `local`.
    static Access token(String token) {
        return new Access(Map.of(Sha256.hex(token), "local"));
    }

    /// @param keys separated by commas or white space
    static Access keys(String keys) {
        var owners = new HashMap<String, String>();
        for (var key : keys.strip().split("[,\\s]+")) {
            if (key.length() < 16) {
                throw new StartException("An API key is too short: give keys of at least 16 characters in "
                        + "CODER_API_KEYS, for example from `openssl rand -hex 24`.");
            }
            var hash = Sha256.hex(key);
            owners.put(hash, "key_" + hash.substring(0, 16));
        }
        return new Access(owners);
    }

    /// @param file one key a line; nobody but its owner may read it
    static Access keysIn(Path file) {
        try {
            var permissions = Files.getPosixFilePermissions(file);
            if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
                throw new StartException("Others may read the key file " + file + ": run `chmod 600 " + file + "`.");
            }
            return keys(Files.readString(file));
        } catch (IOException e) {
            throw new StartException("The key file " + file + " cannot be read: " + e.getMessage());
        }
    }

    boolean isOpen() {
        return ownerByHash.isEmpty();
    }

    /// @param authorization the header's value
    Optional<String> owner(Optional<String> authorization) {
        if (isOpen()) {
            return Optional.of("local");
        }
        return authorization
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> ownerByHash.get(Sha256.hex(value.substring(7).strip())));
    }
}
