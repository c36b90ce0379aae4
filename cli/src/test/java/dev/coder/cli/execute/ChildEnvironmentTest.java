package dev.coder.cli.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {

    @Test
    void passesOnWhatBuildsNeedAndNoSecret() {
        var given = Map.of(
                "PATH", "/bin",
                "LC_ALL", "C",
                "JAVA_HOME", "/jdk",
                "XDG_CACHE_HOME", "/c",
                "XDG_SECRET", "s",
                "ANTHROPIC_API_KEY", "k",
                "CODER_STATE_DIR", "/s",
                "LD_PRELOAD", "/evil.so",
                "GITHUB_TOKEN", "t");
        assertThat(ChildEnvironment.of(given)).containsOnlyKeys("PATH", "LC_ALL", "JAVA_HOME", "XDG_CACHE_HOME");
    }

    @Test
    void keepsOnlyAbsoluteFoldersOnThePath() {
        assertThat(ChildEnvironment.of(Map.of("PATH", ".:/usr/bin::bin:/bin")))
                .containsExactly(Map.entry("PATH", "/usr/bin:/bin"));
    }
}
