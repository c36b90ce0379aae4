package dev.coder.tools;

import dev.coder.protocol.Sha256;
import org.jspecify.annotations.Nullable;

/// A file's content in short: SHA-256 in hex, or `absent`.
final class ContentHash {

    static final String ABSENT = "absent";

    /// Of a hash, in characters.
    static final int LENGTH = 64;

    private ContentHash() {}

    static String of(byte @Nullable [] content) {
        return content == null ? ABSENT : Sha256.hex(content);
    }
}
