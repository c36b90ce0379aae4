package dev.coder.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandedKeysTest {

    @Test
    void areAddedToTheEnvironment() {
        assertThat(read("{\"GEMINI_API_KEY\":\"handed\"}\n"))
                .isEqualTo(Map.of("OLLAMA_HOST", "here", "GEMINI_API_KEY", "handed"));
        assertThat(read("{}\n")).isEqualTo(Map.of("OLLAMA_HOST", "here"));
    }

    /// An agent without the keys that its fingerprint speaks of would be taken for one that has them.
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"GEMINI_API_KEY\":\"han", "handed"})
    void areNotDoneWithoutAndNeverRepeated(String line) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(StartException.class).hasMessageNotContaining("han\"");
    }

    private static Map<String, String> read(String line) {
        var in = new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8));
        return HandedKeys.read(in, Map.of("OLLAMA_HOST", "here"));
    }
}
