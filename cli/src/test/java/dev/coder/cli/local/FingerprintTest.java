package dev.coder.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

    @TempDir
    private Path folder;

    @Test
    void changesWithEveryModelSettingAndWithNothingElse() {
        var plain = Fingerprint.of("1", "", Map.of("PATH", "/bin"), "");
        assertThat(plain)
                .hasSize(24)
                .isEqualTo(Fingerprint.of("1", "", Map.of("CODER_API_KEY", "x", "CODER_MODEL", "m"), ""));
        assertThat(Map.of(
                        "ANTHROPIC_API_KEY", "k",
                        "X_AUTH_TOKEN", "k",
                        "OPENAI_BASE_URL", "u",
                        "AZURE_API_BASE", "u",
                        "OLLAMA_HOST", "h",
                        "CODER_PRACTICE_MODEL", "f",
                        "https_proxy", "p"))
                .allSatisfy((name, value) -> assertThat(Fingerprint.of("1", "", Map.of(name, value), ""))
                        .isNotEqualTo(plain));
        assertThat(Fingerprint.of("2", "", Map.of(), "")).isNotEqualTo(plain);
        assertThat(Fingerprint.of("1", "", Map.of(), "ANTHROPIC_API_KEY=1a2b3c4d"))
                .isNotEqualTo(plain);
    }

    @Test
    void changesWithTheJars() throws IOException {
        var jar = Files.writeString(folder.resolve("agent.jar"), "old");
        var before = Fingerprint.of("1", jar.toString(), Map.of(), "");
        Files.writeString(jar, "newer");
        var after = Fingerprint.of("1", jar.toString(), Map.of(), "");
        assertThat(after).isNotEqualTo(before);
        assertThat(Fingerprint.sameBuild(before, after)).isFalse();
    }

    @Test
    void tellsAnotherBuildFromOtherSettings() {
        var one = Fingerprint.of("1", "", Map.of("OPENAI_API_KEY", "k1"), "");
        assertThat(Fingerprint.sameBuild(one, Fingerprint.of("1", "", Map.of("OPENAI_API_KEY", "k2"), "stored")))
                .isTrue();
        assertThat(Fingerprint.sameBuild(one, Fingerprint.of("2", "", Map.of("OPENAI_API_KEY", "k1"), "")))
                .isFalse();
        // of a build before 24 digits
        assertThat(Fingerprint.sameBuild(one, one.substring(0, 16))).isFalse();
    }
}
