package dev.coder.tools;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A file's content in short: SHA-256 in hex, or `absent`.
final class ContentHash {

    static final String ABSENT = "absent";

    /// Of a hash, in characters.
    static final int LENGTH = 64;

    private ContentHash() {}

    static String of(byte @Nullable [] content) {
        if (content == null) {
            return ABSENT;
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
