package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveOutputTest {

    /// Counts the lines that it gets, and those it is told of.
    private static final class RecordingScreen implements OutputPump.Screen {

        private final StringBuilder text = new StringBuilder();
        private long skipped;

        @Override
        public void show(String more) {
            text.append(more);
        }

        @Override
        public void skip(long lines) {
            assertThat(text.toString()).endsWith("\n");
            skipped += lines;
        }
    }

    private static RecordingScreen shown(byte[] output, int piece) {
        var screen = new RecordingScreen();
        var live = new LiveOutput(screen);
        for (var at = 0; at < output.length; at += piece) {
            var part = Arrays.copyOfRange(output, at, Math.min(output.length, at + piece));
            live.show(part, part.length);
        }
        live.end();
        return screen;
    }

    @ParameterizedTest
    @CsvSource({"1,100", "700,64", "3000,65536", "3000,1000", "20000,777", "20000,4096", "200000,65536"})
    void everyLineIsShownOrCounted(int lines, int piece) {
        var output = IntStream.rangeClosed(1, lines)
                .mapToObj(n -> "größe " + n + "\n")
                .collect(Collectors.joining());
        var screen = shown(output.getBytes(StandardCharsets.UTF_8), piece);
        var text = screen.text.toString();
        assertThat(text)
                .startsWith("größe 1\n")
                .endsWith("größe " + lines + "\n")
                .doesNotContain("\uFFFD", "\\x");
        assertThat(text.lines().count() + screen.skipped).isEqualTo(lines);
        assertThat(text.lines().filter(line -> !line.matches("größe [0-9]+"))).allMatch(line -> line.endsWith("…"));
    }

    @Test
    void aLineWithoutAnEndIsCutOnce() {
        var screen = shown(("x".repeat(100_000) + "\nlast").getBytes(StandardCharsets.UTF_8), 65536);
        assertThat(screen.text.toString()).containsPattern("x…").endsWith("\nlast");
        assertThat(screen.text.toString().lines().count() + screen.skipped).isEqualTo(2);
    }

    @Test
    void whatIsShortComesAtOnce() {
        var screen = new RecordingScreen();
        var bytes = "Password: ".getBytes(StandardCharsets.UTF_8);
        new LiveOutput(screen).show(bytes, bytes.length);
        assertThat(screen.text.toString()).isEqualTo("Password: ");
    }
}
