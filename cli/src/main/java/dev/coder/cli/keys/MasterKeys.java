package dev.coder.cli.keys;

import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.keys.SealHeader.Argon;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/// The keys that other keys are sealed with: from a passphrase, or from a key file. A passphrase is asked for once in a
/// run. One owner thread.
///
/// Passphrases come from `CODER_KEY_PASSPHRASE_FILE` or the terminal, the key file is `CODER_KEY_FILE`, else `keys.key`
/// in the folder.
final class MasterKeys {

    static final String PASSPHRASE_FILE = "CODER_KEY_PASSPHRASE_FILE";
    static final String KEY_FILE = "CODER_KEY_FILE";

    private static final int LENGTH = 32;
    private static final int SALT = 16;
    private static final int TRIES = 3;
    private static final int SHORTEST = 8;

    private final Map<String, String> environment;
    private final Path folder;
    private final Asking asking;
    private final Map<String, byte[]> known = new HashMap<>();

    MasterKeys(Map<String, String> environment, Path folder, Asking asking) {
        this.environment = environment;
        this.folder = folder;
        this.asking = asking;
    }

    /// The header of something new; [#of] has its key.
    ///
    /// @param use        what is sealed
    /// @param passphrase whether a passphrase protects it, else the key file, which is made when there is none
    SealHeader fresh(String use, boolean passphrase) throws StoreException, InterruptedException {
        if (passphrase) {
            var file = passphraseFile();
            return protectedBy(file.isPresent() ? read(file.get()) : newPassphrase(), use);
        }
        return header(use, hasKeyFile() ? keyFile() : newKeyFile(), null);
    }

    /// The header of the same under a new passphrase. That in the file opens what was sealed with it before, so a
    /// second one has to be typed.
    SealHeader renewed(SealHeader before) throws StoreException, InterruptedException {
        return before.argon() == null ? fresh(before.use(), true) : protectedBy(newPassphrase(), before.use());
    }

    private SealHeader protectedBy(String passphrase, String use) {
        var argon = Argon.usual(HexFormat.of().formatHex(random(SALT)));
        return header(use, derive(passphrase, argon), argon);
    }

    private SealHeader header(String use, byte[] key, @Nullable Argon argon) {
        var header = new SealHeader(SealHeader.VERSION, use, Sealed.check(key), argon);
        known.put(header.check(), key);
        return header;
    }

    /// The key that something was sealed with.
    ///
    /// @param name of what is to be opened, for the sentence
    byte[] of(SealHeader header, String name) throws StoreException, InterruptedException {
        var key = known.get(header.check());
        if (key == null) {
            key = header.argon() == null ? fromFile(header, name) : fromPassphrase(header, header.argon(), name);
            known.put(header.check(), key);
        }
        return key;
    }

    /// Whether [#of] has to ask somebody.
    boolean asks(SealHeader header) {
        return header.argon() != null
                && !known.containsKey(header.check())
                && passphraseFile().isEmpty();
    }

    private byte[] fromFile(SealHeader header, String name) throws StoreException {
        if (!hasKeyFile()) {
            throw new StoreException(name + " is sealed with the key file " + keyFilePath()
                    + ", which is missing: bring it back; without it what is sealed is lost");
        }
        var key = keyFile();
        if (!Sealed.check(key).equals(header.check())) {
            throw new StoreException("the key file " + keyFilePath() + " does not open " + name
                    + ": it is another one, or one of the two is damaged");
        }
        return key;
    }

    private byte[] fromPassphrase(SealHeader header, Argon argon, String name)
            throws StoreException, InterruptedException {
        var file = passphraseFile();
        for (var tries = file.isPresent() ? 1 : TRIES; tries > 0; tries--) {
            var passphrase = file.isPresent() ? read(file.get()) : typed("Passphrase of your stored keys: ");
            var key = derive(passphrase, argon);
            if (Sealed.check(key).equals(header.check())) {
                return key;
            }
        }
        throw new StoreException(
                "the passphrase does not open " + name + ": it is wrong, or the file's first line is" + " damaged");
    }

    private Optional<Path> passphraseFile() {
        var file = environment.getOrDefault(PASSPHRASE_FILE, "");
        return file.isBlank() ? Optional.empty() : Optional.of(Path.of(file));
    }

    private static String read(Path file) throws StoreException {
        var passphrase = new String(OwnerOnly.read(file), StandardCharsets.UTF_8).strip();
        if (passphrase.isEmpty()) {
            throw new StoreException(file + " holds no passphrase");
        }
        return passphrase;
    }

    private String typed(String question) throws StoreException, InterruptedException {
        return asking.hidden(question)
                .orElseThrow(() -> new StoreException(
                        "a passphrase is needed, and nobody can be asked: write it into a file of mode 600 and set "
                                + PASSPHRASE_FILE + " to its path"));
    }

    private String newPassphrase() throws StoreException, InterruptedException {
        var first = typed("New passphrase for your stored keys (8 characters or more): ");
        if (first.length() < SHORTEST) {
            throw new StoreException("a passphrase has 8 characters or more: nothing was changed");
        }
        if (!typed("The same once more: ").equals(first)) {
            throw new StoreException("the two passphrases differ: nothing was changed");
        }
        return first;
    }

    private static byte[] derive(String passphrase, Argon argon) {
        var parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(HexFormat.of().parseHex(argon.salt()))
                .withMemoryAsKB(argon.memory())
                .withIterations(argon.passes())
                .withParallelism(argon.lanes())
                .build();
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        var key = new byte[LENGTH];
        generator.generateBytes(passphrase.getBytes(StandardCharsets.UTF_8), key);
        return key;
    }

    Path keyFilePath() {
        var own = environment.getOrDefault(KEY_FILE, "");
        return own.isBlank() ? folder.resolve("keys.key") : Path.of(own).toAbsolutePath();
    }

    private boolean hasKeyFile() {
        return Files.exists(keyFilePath(), LinkOption.NOFOLLOW_LINKS);
    }

    private byte[] keyFile() throws StoreException {
        var text = new String(OwnerOnly.read(keyFilePath()), StandardCharsets.UTF_8).strip();
        if (!text.matches("[0-9a-f]{64}")) {
            throw new StoreException("the key file " + keyFilePath() + " is damaged: it holds 64 hexadecimal digits");
        }
        return HexFormat.of().parseHex(text);
    }

    private byte[] newKeyFile() throws StoreException {
        try {
            PrivateFiles.folder(keyFilePath().resolveSibling(""));
            PrivateFiles.create(
                    keyFilePath(), (HexFormat.of().formatHex(random(LENGTH)) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            // Another coder was faster: its key is the one.
        } catch (IOException e) {
            throw new StoreException("the key file " + keyFilePath() + " cannot be made (" + e.getMessage() + ")", e);
        }
        return keyFile();
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
