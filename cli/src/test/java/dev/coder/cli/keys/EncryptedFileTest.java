package dev.coder.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedFileTest {

    private static final KeySlot SLOT = KeySlot.of("https://coder.example.com");
    private static final KeySlot OTHER = KeySlot.of("anthropic");
    private static final String SECRET = "agk-" + "pL4nt3d".repeat(4);
    private static final String PASSPHRASE = "correct horse " + "battery";

    @TempDir
    private Path folder;

    @Test
    void givesBackWhatItWasGivenAndShowsNothingOfIt() throws Exception {
        var file = file(Asking.NOBODY);
        file.store(SLOT, SECRET);
        file.store(OTHER, "another-key");
        file.remove(OTHER);

        assertThat(file(Asking.NOBODY).find(SLOT)).contains(SECRET);
        assertThat(file(Asking.NOBODY).find(OTHER)).isEmpty();
        assertThat(text()).doesNotContain(SECRET).doesNotContain("example");
        for (var name : List.of("keys.enc", "keys.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void isSealedByAPassphraseThatIsAskedForOnce() throws Exception {
        var file = file(TypedAsking.of(PASSPHRASE, PASSPHRASE));
        file.protect();
        file.store(SLOT, SECRET);
        assertThat(folder.resolve("keys.key")).doesNotExist();

        var later = file(TypedAsking.of(PASSPHRASE));
        assertThat(later.find(SLOT)).contains(SECRET);
        assertThat(later.find(SLOT)).contains(SECRET);
        assertThat(text()).doesNotContain(SECRET).doesNotContain(PASSPHRASE);
    }

    @Test
    void aWrongPassphraseMayBeTypedThreeTimes() throws Exception {
        sealByPassphrase();
        assertThat(file(TypedAsking.of("wrong", "wrong again", PASSPHRASE)).find(SLOT))
                .contains(SECRET);
        assertRefused(file(TypedAsking.of("wrong", "wrong", "wrong", PASSPHRASE)), "the passphrase does not open");
        assertRefused(file(Asking.NOBODY), "nobody can be asked", "CODER_KEY_PASSPHRASE_FILE");
    }

    @Test
    void takesThePassphraseFromAPrivateFile() throws Exception {
        sealByPassphrase();
        var passphrase = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
        assertRefused(fileWith(passphrase), "others can read", "chmod 600");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        assertThat(fileWith(passphrase).find(SLOT)).contains(SECRET);
        Files.writeString(passphrase, "another");
        assertRefused(fileWith(passphrase), "the passphrase does not open");
        assertRefused(fileWith(folder.resolve("none")), "is missing");
    }

    @Test
    void aNewPassphraseKeepsTheKeysAndLocksTheOldOneOut() throws Exception {
        sealByPassphrase();
        var again = "another " + "passphrase";
        file(TypedAsking.of(PASSPHRASE, again, again)).protect();
        assertThat(file(TypedAsking.of(again)).find(SLOT)).contains(SECRET);
        assertRefused(file(TypedAsking.of(PASSPHRASE)), "nobody can be asked");
    }

    @Test
    void aPassphraseThatIsShortOrMistypedChangesNothing() throws Exception {
        sealByPassphrase();
        var before = text();
        assertThatThrownBy(() -> file(TypedAsking.of(PASSPHRASE, "short")).protect())
                .hasMessageContaining("8 characters");
        assertThatThrownBy(() -> file(TypedAsking.of(PASSPHRASE, "long enough", "long and other"))
                        .protect())
                .hasMessageContaining("differ");
        assertThat(text()).isEqualTo(before);
    }

    @Test
    void everyChangedByteIsNoticedAndNothingIsLost() throws Exception {
        var file = file(Asking.NOBODY);
        file.store(SLOT, SECRET);
        var whole = Files.readAllBytes(path());
        for (var i = 0; i < whole.length; i++) {
            for (var bit : new int[] {0x01, 0x20, 0x80}) {
                var damaged = whole.clone();
                damaged[i] = (byte) (damaged[i] ^ bit);
                Files.write(path(), damaged);
                assertThatThrownBy(() -> file(Asking.NOBODY).find(SLOT))
                        .as("byte %d", i)
                        .isInstanceOf(StoreException.class)
                        .hasMessageNotContaining(SECRET);
                assertThatThrownBy(() -> file(Asking.NOBODY).store(OTHER, "k")).isInstanceOf(StoreException.class);
                assertThat(Files.readAllBytes(path())).isEqualTo(damaged);
            }
        }
    }

    @Test
    void oneThatIsCutOffOrContinuedIsRefused() throws Exception {
        var file = file(Asking.NOBODY);
        file.store(SLOT, SECRET);
        var whole = Files.readAllBytes(path());
        for (var length = 0; length < whole.length; length++) {
            Files.write(path(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> file(Asking.NOBODY).find(SLOT)).isInstanceOf(StoreException.class);
        }
        Files.write(path(), Arrays.copyOf(whole, whole.length + 1));
        assertRefused(file(Asking.NOBODY), "is damaged");
    }

    @Test
    void oneOfANewerCoderIsLeftAlone() throws Exception {
        file(Asking.NOBODY).store(SLOT, SECRET);
        var newer = new String(Files.readAllBytes(path()), StandardCharsets.ISO_8859_1)
                .replace("\"version\":1", "\"version\":2");
        Files.writeString(path(), newer, StandardCharsets.ISO_8859_1);
        assertRefused(file(Asking.NOBODY), "newer Coder", "update");
    }

    @Test
    void argonParametersThatWouldEatTheMachineAreRefused() throws Exception {
        sealByPassphrase();
        var hostile = new String(Files.readAllBytes(path()), StandardCharsets.ISO_8859_1)
                .replace("\"memory\":65536", "\"memory\":99999999");
        Files.writeString(path(), hostile, StandardCharsets.ISO_8859_1);
        assertRefused(file(TypedAsking.of(PASSPHRASE)), "makes no sense");
    }

    @Test
    void aKeyFileThatOthersCouldReadIsRefused() throws Exception {
        file(Asking.NOBODY).store(SLOT, SECRET);
        var key = folder.resolve("keys.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(file(Asking.NOBODY), "others can read", "chmod 600");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

        Files.move(key, folder.resolve("elsewhere"));
        assertRefused(file(Asking.NOBODY), "which is missing");
        Files.createSymbolicLink(key, folder.resolve("elsewhere"));
        assertRefused(file(Asking.NOBODY), "is a link");
        Files.delete(key);

        Files.writeString(key, "0".repeat(64));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertRefused(file(Asking.NOBODY), "does not open", "another one");
        Files.move(folder.resolve("elsewhere"), key, StandardCopyOption.REPLACE_EXISTING);
        assertThat(file(Asking.NOBODY).find(SLOT)).contains(SECRET);
    }

    @Test
    void writersTakeTurns() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var work = IntStream.range(0, 24)
                    .mapToObj(i -> threads.submit(() -> {
                        file(Asking.NOBODY).store(KeySlot.of("https://host" + i + ".example"), "key-" + i);
                        return i;
                    }))
                    .toList();
            for (var done : work) {
                done.get();
            }
        }
        for (var i = 0; i < 24; i++) {
            assertThat(file(Asking.NOBODY).find(KeySlot.of("https://host" + i + ".example")))
                    .contains("key-" + i);
        }
    }

    @Test
    void aTextIsSealedForSettings() throws Exception {
        var masters = new MasterKeys(Map.of(), folder, Asking.NOBODY);
        var text = SealedText.seal(SECRET, masters, false);
        assertThat(text).startsWith("enc:").doesNotContain(SECRET);
        assertThat(SealedText.open(text, new MasterKeys(Map.of(), folder, Asking.NOBODY)))
                .isEqualTo(SECRET);
        assertThatThrownBy(() -> SealedText.open(text.substring(0, text.length() - 5), masters))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> SealedText.open("enc:" + "%%%", masters)).hasMessageContaining("damaged");
    }

    private void sealByPassphrase() throws Exception {
        var file = file(TypedAsking.of(PASSPHRASE, PASSPHRASE));
        file.protect();
        file.store(SLOT, SECRET);
    }

    private EncryptedFile file(Asking asking) {
        return new EncryptedFile(folder, new MasterKeys(Map.of(), folder, asking));
    }

    private EncryptedFile fileWith(Path passphrase) {
        var environment = Map.of("CODER_KEY_PASSPHRASE_FILE", passphrase.toString());
        return new EncryptedFile(folder, new MasterKeys(environment, folder, Asking.NOBODY));
    }

    private static void assertRefused(EncryptedFile file, String... words) {
        assertThatThrownBy(() -> file.find(SLOT))
                .isInstanceOf(StoreException.class)
                .message()
                .contains(words)
                .doesNotContain(SECRET, PASSPHRASE);
    }

    private Path path() {
        return folder.resolve("keys.enc");
    }

    private String text() throws IOException {
        return Files.readString(path(), StandardCharsets.ISO_8859_1);
    }
}
