package dev.coder.cli.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.cli.exit.StopException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactionTest {

    private static final String PASSWORD = "kX9" + "vQ2mB7" + "nT4w";

    @TempDir
    private Path folder;

    private SecretFirewall firewall;

    @BeforeEach
    void start() {
        firewall = SecretFirewall.hiding(folder, Map.of(), folder);
    }

    @Test
    void findsSecretsAcrossTheBordersOfItsWindows() throws IOException {
        var text = new StringBuilder();
        for (var i = 0; text.length() < 5_000_000; i++) {
            text.append("line ")
                    .append(i)
                    .append(" password=")
                    .append(PASSWORD)
                    .append(i % 10)
                    .append('\n');
        }
        assertThat(redacted(text.toString()).lines()).noneMatch(line -> line.contains(PASSWORD));
    }

    @Test
    void findsThemInOneEndlessLine() throws IOException {
        var text = ("x".repeat(997) + " --password=" + PASSWORD + " ").repeat(3000);
        assertThat(redacted(text)).doesNotContain(PASSWORD);
    }

    @Test
    void givesBytesBackAsTheyCame() throws IOException {
        var bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] |= (byte) 0x80;
        }
        assertThat(redacted(bytes)).isEqualTo(bytes);
    }

    @Test
    void holdsNoMoreThanAWindow() throws IOException {
        var length = 48L * 1024 * 1024;
        var counted = new long[1];
        Redaction.ofText(firewall, new Endless(length), new OutputStream() {
            @Override
            public void write(int b) {
                counted[0]++;
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
                counted[0] += count;
            }
        });
        assertThat(counted[0]).isEqualTo(length);
    }

    @Test
    void answersJsonLinesInTheirOrder() throws IOException {
        var out = lines("""
                {"id":"b","text":"password=%s"}

                {"id":"a","text":"nothing"}
                """.formatted(PASSWORD));
        assertThat(out.lines().toList())
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("{\"id\":\"b\"").doesNotContain(PASSWORD),
                        second -> assertThat(second).isEqualTo("{\"id\":\"a\",\"text\":\"nothing\"}"));
    }

    @Test
    void namesTheLineThatIsWrong() {
        assertThatThrownBy(() -> lines("{\"id\":\"a\",\"text\":\"b\"}\n{\"id\":\"c\"}\n"))
                .isInstanceOf(StopException.class)
                .hasMessageContaining("Line 2 ");
        assertThatThrownBy(() -> lines("what?\n"))
                .isInstanceOf(StopException.class)
                .hasMessageContaining("Line 1 ");
    }

    private String lines(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        Redaction.ofLines(firewall, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String redacted(String text) throws IOException {
        return new String(redacted(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private byte[] redacted(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        Redaction.ofText(firewall, new ByteArrayInputStream(bytes), out);
        return out.toByteArray();
    }

    /// So many letters.
    private static final class Endless extends InputStream {

        private long left;

        Endless(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            var count = (int) Math.min(left, length);
            java.util.Arrays.fill(target, offset, offset + count, (byte) 'x');
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
