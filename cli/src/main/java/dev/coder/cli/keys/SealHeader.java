package dev.coder.cli.keys;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// The first line of what is sealed: how to get the key that opens it. It is readable, and nobody can change it
/// unnoticed.
///
/// @param version of the format
/// @param use     what is sealed: `keys` or `text`
/// @param check   16 hexadecimal digits, by which a wrong key is told from damage
/// @param argon   how the key is made of a passphrase; null when it lies in a key file
@Json
record SealHeader(
        int version, String use, String check, @Nullable Argon argon) {

    static final int VERSION = 1;

    /// The parameters of Argon2id.
    ///
    /// @param salt   in hexadecimal
    /// @param memory in KiB
    @Json
    record Argon(String salt, int memory, int passes, int lanes) {

        private static final int LEAST_MEMORY = 8 * 1024;
        private static final int MOST_MEMORY = 1024 * 1024;
        private static final int MOST_PASSES = 16;
        private static final int MOST_LANES = 16;

        /// RFC 9106, the second recommended choice.
        static Argon usual(String salt) {
            return new Argon(salt, 64 * 1024, 3, 4);
        }

        /// Whether they cost neither next to nothing nor the whole machine.
        boolean sane() {
            return memory >= LEAST_MEMORY
                    && memory <= MOST_MEMORY
                    && passes >= 1
                    && passes <= MOST_PASSES
                    && lanes >= 1
                    && lanes <= MOST_LANES
                    && salt.matches("[0-9a-f]{32}");
        }
    }
}
