package dev.coder.cli.secrets;

import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The 32 random bytes of this user (`STATE/firewall.key`, 0600): without them nobody can tell a value from its name,
/// nor read the values that are kept. Immutable.
final class SecretKey {

    private static final int SIZE = 32;
    private static final int IV = 12;
    private static final int TAG_BITS = 128;
    private static final int NAME_BITS = 60;
    private static final int NAME_DIGITS = 12;

    private final byte[] naming;
    private final byte[] sealing;

    private SecretKey(byte[] bytes) {
        naming = mac(bytes, "name".getBytes(StandardCharsets.US_ASCII));
        sealing = mac(bytes, "seal".getBytes(StandardCharsets.US_ASCII));
    }

    /// Reads `firewall.key` in that folder, which is made when there is none.
    static SecretKey in(Path folder) {
        var file = folder.resolve("firewall.key");
        try {
            PrivateFiles.folder(folder);
            if (!Files.exists(file)) {
                create(file);
            }
            var bytes = Files.readAllBytes(file);
            if (bytes.length != SIZE) {
                throw new IOException("it has " + bytes.length + " bytes instead of " + SIZE + "; delete it");
            }
            return new SecretKey(bytes);
        } catch (IOException e) {
            throw new StopException(
                    ExitCode.USAGE,
                    "The key of the secret firewall cannot be read or written (" + file + ": " + e.getMessage()
                            + "), so nothing was sent",
                    e);
        }
    }

    /// Several processes may do this at once: the first one wins.
    private static void create(Path file) throws IOException {
        var bytes = new byte[SIZE];
        new SecureRandom().nextBytes(bytes);
        var made = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        PrivateFiles.replace(made, bytes);
        try {
            Files.createLink(file, made);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was faster: theirs is used.
        } finally {
            Files.delete(made);
        }
    }

    /// The stable name of a value: `__SECRET_github_token_0a1b2c3d4e5f__`.
    String name(String kind, String value) {
        var hash = mac(naming, value.getBytes(StandardCharsets.UTF_8));
        var bits = 0L;
        for (var i = 0; i < Long.BYTES; i++) {
            bits = (bits << Byte.SIZE) | (hash[i] & 0xff);
        }
        var digits = Long.toString(bits >>> (Long.SIZE - NAME_BITS), 32);
        var word = kind.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return "__SECRET_" + word + "_" + "0".repeat(NAME_DIGITS - digits.length()) + digits + "__";
    }

    /// The text in a form that only the holder of the key can read: AES-256-GCM, in base64.
    String seal(String text) {
        var iv = new byte[IV];
        new SecureRandom().nextBytes(iv);
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(sealing, "AES"), new GCMParameterSpec(TAG_BITS, iv));
            var sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            var all = Arrays.copyOf(iv, IV + sealed.length);
            System.arraycopy(sealed, 0, all, IV, sealed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @throws IllegalArgumentException when this key did not seal it, or the line is damaged
    String open(String sealed) {
        try {
            var all = Base64.getDecoder().decode(sealed);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(sealing, "AES"),
                    new GCMParameterSpec(TAG_BITS, all, 0, Math.min(IV, all.length)));
            return new String(cipher.doFinal(all, IV, all.length - IV), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] mac(byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
