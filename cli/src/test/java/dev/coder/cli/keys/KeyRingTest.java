package dev.coder.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {

    private static final KeySlot AGENT = KeySlot.of("https://coder.example.com/some/path");
    private static final KeySlot MODEL = KeySlot.of("anthropic");
    private static final String SECRET = "agk-" + "pL4nt3d".repeat(4);

    @TempDir
    private Path folder;

    @Test
    void keepsKeysInAFileWhereThereIsNoKeychain() throws Exception {
        assertThat(ring().find(AGENT)).isEmpty();
        var stored = ring().store(AGENT, SECRET);

        assertThat(stored.where()).contains("encrypted file");
        assertThat(stored.warning()).isEmpty();
        assertThat(ring().find(KeySlot.of("HTTPS://Coder.Example.com:443"))).contains(SECRET);
        assertThat(ring().find(KeySlot.of("http://coder.example.com"))).isEmpty();
        assertThat(ring().find(KeySlot.of("https://coder.example.com:8443"))).isEmpty();
        assertThat(ring().find(MODEL)).isEmpty();
    }

    @Test
    void listsKeysWithoutThem() throws Exception {
        ring().store(AGENT, SECRET);
        ring().store(MODEL, SECRET);
        assertThat(ring().slots()).extracting(KeyRecord::slot).containsExactly(AGENT.name(), "ANTHROPIC_API_KEY");
        assertThat(ring().slots()).extracting(KeyRecord::mark).doesNotHaveDuplicates();
        assertThat(ring().models()).containsExactly(new KeySlot.Model("ANTHROPIC_API_KEY"));
        assertThat(ring().describe()).startsWith("2 in the encrypted file");
        assertThat(ring().remove(AGENT)).isTrue();
        assertThat(ring().remove(AGENT)).isFalse();
        assertThat(ring().slots()).extracting(KeyRecord::slot).containsExactly("ANTHROPIC_API_KEY");
        assertThat(ring().find(AGENT)).isEmpty();
    }

    @Test
    void aMarkChangesWithTheKeyOnly() throws Exception {
        ring().store(MODEL, SECRET);
        var first = ring().slots().getFirst().mark();
        ring().store(MODEL, SECRET);
        assertThat(ring().slots().getFirst().mark()).isEqualTo(first).matches("[0-9a-f]{8}");
        ring().store(MODEL, SECRET + "x");
        assertThat(ring().slots().getFirst().mark()).isNotEqualTo(first);
    }

    @Test
    void tellsEverySecretBeforeAnybodyGetsIt() throws Exception {
        ring().store(AGENT, SECRET);
        var known = new ArrayList<String>();
        var ring = KeyRing.of(environment(), Asking.NOBODY, known::add);
        assertThat(known).isEmpty();
        assertThat(ring.find(AGENT)).contains(SECRET);
        var text = ring.encrypt(SECRET + "2");
        assertThat(ring.decrypt(text)).isEqualTo(SECRET + "2");
        assertThat(known).contains(SECRET, SECRET + "2");
    }

    @Test
    void movesAKeyUnderAPassphraseAndBack() throws Exception {
        var passphrase = "correct " + "horse";
        ring().store(AGENT, SECRET);
        KeyRing.of(environment(), TypedAsking.of(passphrase, passphrase))
                .store(MODEL, SECRET, Optional.of(KeyPlace.PASSPHRASE));
        assertThat(KeyRing.of(environment(), TypedAsking.of(passphrase)).find(AGENT))
                .contains(SECRET);
        assertThatThrownBy(() -> ring().find(AGENT))
                .isInstanceOf(StopException.class)
                .hasMessageContaining("CODER_KEY_PASSPHRASE_FILE")
                .hasMessageContaining("CODER_API_KEY");
    }

    @Test
    void aMissingKeychainIsSaidAndLosesNothing() throws Exception {
        ring().store(AGENT, SECRET);
        assertThatThrownBy(() -> ring().store(AGENT, SECRET + "x", Optional.of(KeyPlace.KEYCHAIN)))
                .isInstanceOf(StopException.class)
                .hasMessageContaining("no keychain")
                .hasMessageContaining("--store file");
        assertThat(ring().find(AGENT)).contains(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nbreak", "umlaut-ä"})
    void whatNoHeaderCouldHoldIsNoKey(String text) {
        assertThatThrownBy(() -> ring().store(AGENT, text))
                .isInstanceOf(StopException.class)
                .hasMessageContaining("no key");
    }

    @ParameterizedTest
    @CsvSource({
        "https://coder.example.com/, https://coder.example.com",
        "HTTP://Coder.Example.com:80/x?y, http://coder.example.com",
        "https://[::1]:8420, https://[::1]:8420",
        "http://127.0.0.1:8420/a/b, http://127.0.0.1:8420",
        "gemini, GEMINI_API_KEY",
        "ANTHROPIC_AUTH_TOKEN, ANTHROPIC_AUTH_TOKEN"
    })
    void aSlotIsWrittenInOneWay(String written, String name) {
        assertThat(KeySlot.of(written).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://x", "https://user:password@host", "CODER_API_KEY", "sk-ant-abcdef", "https:///x", "PATH"})
    void anythingElseIsNoSlotAndIsNotRepeated(String written) {
        assertThatThrownBy(() -> KeySlot.of(written))
                .isInstanceOf(StopException.class)
                .hasMessageNotContaining(written.substring(written.length() / 2) + " ")
                .hasMessageContaining("never belongs on a command line");
    }

    private KeyRing ring() {
        return KeyRing.of(environment(), Asking.NOBODY);
    }

    private Map<String, String> environment() {
        return Map.of("CODER_CONFIG_DIR", folder.toString());
    }

    @Test
    void aDamagedFileIsNeverOverwritten() throws IOException, InterruptedException {
        ring().store(AGENT, SECRET);
        Files.writeString(folder.resolve("keys.enc"), "rubbish");
        assertThatThrownBy(() -> ring().store(MODEL, SECRET)).hasMessageContaining("damaged");
        assertThat(folder.resolve("keys.enc")).hasContent("rubbish");
        assertThat(ring().slots()).hasSize(1);
    }
}
