package dev.coder.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.cli.exit.StopException;
import dev.coder.testing.NeedsProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against a real Secret Service.
@Timeout(60)
@NeedsProgram({"dbus-run-session", "gnome-keyring-daemon", "secret-tool", "gdbus"})
class KeychainTest {

    private static final KeySlot SLOT = KeySlot.of("https://coder.example.com");
    private static final String SECRET = "agk-" + "pL4nt3d".repeat(4);

    @TempDir
    private Path folder;

    private PrivateKeyring keyring;

    @BeforeEach
    void open() {
        keyring = PrivateKeyring.open(folder);
    }

    @AfterEach
    void close() {
        keyring.close();
    }

    @Test
    void keepsAKeyAndForgetsIt() throws Exception {
        var stored = ring().store(SLOT, SECRET);
        assertThat(stored.where()).contains("keychain");
        assertThat(stored.warning()).isEmpty();
        assertThat(folder.resolve("config/keys.enc")).doesNotExist();
        assertThat(ring().find(SLOT)).contains(SECRET);
        assertThat(ring().describe()).isEqualTo("1 in the keychain; new ones go into the keychain (Secret Service)");

        ring().store(SLOT, SECRET + "2");
        assertThat(ring().find(SLOT)).contains(SECRET + "2");
        assertThat(ring().remove(SLOT)).isTrue();
        assertThat(keyring.run("secret-tool", "search", "--all", "service", "coder"))
                .doesNotContain(SECRET);
        assertThat(ring().find(SLOT)).isEmpty();
    }

    @Test
    void aLockedKeychainIsSaidAndNotWaitedForForever() throws Exception {
        ring().store(SLOT, SECRET);
        keyring.lock();
        assertThatThrownBy(() -> ring().find(SLOT))
                .isInstanceOf(StopException.class)
                .hasMessageContaining("locked")
                .hasMessageContaining("CODER_API_KEY")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aKeyThatFindsTheKeychainLockedGoesIntoTheFile() throws Exception {
        keyring.lock();
        var stored = ring().store(SLOT, SECRET);
        assertThat(stored.where()).contains("encrypted file");
        assertThat(stored.warning()).hasValueSatisfying(why -> assertThat(why).contains("keychain"));
        assertThat(ring().find(SLOT)).contains(SECRET);
    }

    @Test
    void aKeyMovesFromTheKeychainIntoTheFile() throws Exception {
        ring().store(SLOT, SECRET);
        ring().store(SLOT, SECRET, Optional.of(KeyPlace.FILE));
        assertThat(keyring.run("secret-tool", "search", "--all", "service", "coder"))
                .doesNotContain(SECRET);
        assertThat(ring().find(SLOT)).contains(SECRET);
    }

    @Test
    void withoutABusTheFileIsUsedAndAKeyInTheKeychainIsMissed() throws Exception {
        ring().store(SLOT, SECRET);
        var environment = new TreeMap<>(keyring.environment());
        environment.remove("DBUS_SESSION_BUS_ADDRESS");
        var without = KeyRing.of(environment, Asking.NOBODY);
        assertThatThrownBy(() -> without.find(SLOT)).hasMessageContaining("no keychain in this session");
        assertThat(without.store(KeySlot.of("gemini"), SECRET).where()).contains("encrypted file");
        assertThat(ring().find(SLOT)).contains(SECRET);
    }

    @Test
    void aBusThatIsDeadIsSaid() throws Exception {
        ring().store(SLOT, SECRET);
        var environment = new TreeMap<>(keyring.environment());
        environment.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + folder.resolve("nothing"));
        var ring = KeyRing.of(environment, Asking.NOBODY);
        assertThatThrownBy(() -> ring.find(SLOT)).isInstanceOf(StopException.class);
        assertThat(ring.store(KeySlot.of("gemini"), SECRET).where()).contains("encrypted file");
    }

    /// java-keyring takes the bus from the environment of its process.
    @Test
    void bothWaysToTheKeychainSeeTheSameKeys() throws Exception {
        ring().store(SLOT, SECRET);
        assertThat(library("find")).isEqualTo(SECRET);
        assertThat(library("store")).isEqualTo("stored");
        assertThat(ring().find(SLOT)).contains("of-the-library");
        assertThat(library("remove")).isEqualTo("removed");
        assertThatThrownBy(() -> ring().find(SLOT)).hasMessageContaining("removed");
    }

    private String library(String verb) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        assertThat(Files.isExecutable(java)).isTrue();
        return keyring.run(
                        java.toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LibraryUser.class.getName(),
                        verb,
                        SLOT.name())
                .strip();
    }

    private KeyRing ring() {
        return KeyRing.of(keyring.environment(), Asking.NOBODY);
    }
}
