package dev.coder.cli.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildEnvironmentTest {

    @Test
    void passesOnWhatBuildsNeedAndNothingElse() {
        var given = Map.of(
                "PATH", "/bin",
                "LC_ALL", "C",
                "JAVA_HOME", "/jdk",
                "XDG_CACHE_HOME", "/c",
                "XDG_SECRET", "s",
                "ANTHROPIC_API_KEY", "k",
                "CODER_STATE_DIR", "/s",
                "LD_PRELOAD", "/evil.so",
                "SSH_AUTH_SOCK", "/tmp/ssh/agent",
                "HTTPS_PROXY", "http://proxy:1");
        assertThat(ChildEnvironment.of(given)).containsOnlyKeys("PATH", "LC_ALL", "JAVA_HOME", "XDG_CACHE_HOME");
    }

    @Test
    void keepsOnlyAbsoluteFoldersOnThePath() {
        assertThat(ChildEnvironment.of(Map.of("PATH", ".:/usr/bin::bin:/bin")))
                .containsExactly(Map.entry("PATH", "/usr/bin:/bin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-%s", "ghp_%s", "https://user:%s@example.com/", "/opt/ghp_%s/bin", "%sAbCdEfGhIjK"})
    void dropsAValueThatLooksLikeAKeyWhateverItsName(String form) {
        var key = "a1B2".repeat(9);
        var value = form.formatted(key);
        var child = ChildEnvironment.of(Map.of("HOME", value, "LANG", "x " + value, "PATH", "/bin:/" + value));
        assertThat(child).containsOnlyKeys("PATH");
        assertThat(child.get("PATH")).startsWith("/bin").doesNotContain(key);
    }

    @Test
    void dropsAValueThatRepeatsASecretOfTheUser() {
        var given = Map.of(
                "DB_PASSWORD",
                "tulip horse",
                "HOME",
                "/home/tulip horse",
                "LANG",
                "tulip",
                "PATH",
                "/tulip horse:/bin");
        assertThat(ChildEnvironment.of(given)).isEqualTo(Map.of("LANG", "tulip", "PATH", "/bin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/me/.local/share/mise/installs/java/temurin-25.0.1+9",
                "/nix/store/s66mzxpvicwk07gjbjfw9izjfa797vsw-openjdk-25/lib",
                "/Users/Somebody/Library/Application Support/JetBrains",
                "/home/me/projects/2024-11-05_A_Very_Long_Folder_Name_With_Digits_In_It",
                "en_US.UTF-8"
            })
    void keepsOrdinaryFolders(String value) {
        assertThat(ChildEnvironment.of(Map.of("JAVA_HOME", value, "PATH", value))
                        .get("JAVA_HOME"))
                .isEqualTo(value);
    }
}
