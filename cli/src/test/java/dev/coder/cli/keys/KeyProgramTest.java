package dev.coder.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class KeyProgramTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

    @Test
    void givesItsInputAndNothingButItsEnvironment() throws Exception {
        var outcome = program(Duration.ofSeconds(10)).run(List.of("sh", "-c", "cat; echo $HOME >&2; exit 3"), "a key");
        assertThat(outcome).isEqualTo(new KeyProgram.Outcome(3, "a key", "\n"));
    }

    @Test
    void oneThatDoesNotEndIsEnded() {
        var started = System.nanoTime();
        assertThatThrownBy(() -> program(Duration.ofMillis(300)).run(List.of("sh", "-c", "sleep 60; echo late"), ""))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no answer");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void oneThatIsMissingIsSaid() {
        assertThatThrownBy(() -> program(Duration.ofSeconds(1)).run(List.of("/no/such/program"), ""))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be run");
    }

    @Test
    void aWordForTheShellOfMacOsIsQuoted() {
        assertThat(MacKeychain.quoted("a\"b\\c d")).isEqualTo("\"a\\\"b\\\\c d\"");
    }

    private static KeyProgram program(Duration limit) {
        return new KeyProgram(ENVIRONMENT, limit);
    }
}
