package dev.coder.cli.keys;

import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Bytes sealed by AES-256-GCM: a readable [SealHeader], a line feed, a nonce, the ciphertext with its tag. Header and
/// content are authenticated together: a change of any byte is noticed.
final class Sealed {

    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final int LONGEST_HEADER = 1000;

    private final SealHeader header;
    private final byte[] bytes;
    private final int body;

    private Sealed(SealHeader header, byte[] bytes, int body) {
        this.header = header;
        this.bytes = bytes;
        this.body = body;
    }

    /// @param key 32 bytes; the header's check is of it
    static Sealed of(SealHeader header, byte[] key, byte[] content) {
        var line = (ProtocolJson.write(header) + "\n").getBytes(StandardCharsets.UTF_8);
        var nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, line);
            var secret = cipher.doFinal(content);
            var all = ByteBuffer.allocate(line.length + NONCE + secret.length)
                    .put(line)
                    .put(nonce)
                    .put(secret);
            return new Sealed(header, all.array(), line.length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param name of what is read, for the sentence
    static Sealed read(byte[] bytes, String use, String name) throws StoreException {
        var end = 0;
        while (end < bytes.length && end < LONGEST_HEADER && bytes[end] != '\n') {
            end++;
        }
        var header = header(new String(bytes, 0, end, StandardCharsets.UTF_8), use, name);
        if (bytes.length < end + 1 + NONCE + TAG) {
            throw new StoreException(name + " is cut off: its end is missing");
        }
        return new Sealed(header, bytes, end + 1);
    }

    private static SealHeader header(String line, String use, String name) throws StoreException {
        try {
            var header = ProtocolJson.read(SealHeader.class, line);
            if (header.version() > SealHeader.VERSION) {
                throw new StoreException(
                        name + " was written by a newer Coder (format " + header.version() + "): update this one");
            }
            var argon = header.argon();
            var known = header.version() == SealHeader.VERSION && header.use().equals(use);
            if (known && (argon == null || argon.sane())) {
                return header;
            }
        } catch (MalformedJsonException | IllegalArgumentException | NullPointerException e) {
            // Said below, together with all else that nobody can have meant.
        }
        throw new StoreException(name + " is damaged: its first line makes no sense");
    }

    SealHeader header() {
        return header;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /// @param key  one that fits the header's check
    /// @param name of what is opened, for the sentence
    byte[] open(byte[] key, String name) throws StoreException {
        try {
            var nonce = Arrays.copyOfRange(bytes, body, body + NONCE);
            var cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, Arrays.copyOf(bytes, body));
            return cipher.doFinal(bytes, body + NONCE, bytes.length - body - NONCE);
        } catch (GeneralSecurityException e) {
            throw new StoreException(name + " is damaged: somebody or something has changed it", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] header) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        cipher.updateAAD(header);
        return cipher;
    }

    /// What a header says of its key.
    static String check(byte[] key) {
        return Sha256.hex("coder check " + HexFormat.of().formatHex(key)).substring(0, 16);
    }
}
