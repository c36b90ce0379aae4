package dev.coder.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseReaderTest {

    private static final String TWO_EVENTS =
            "id: 1\nevent: a\ndata: {\"x\":\n: heartbeat\ndata: \"größer 🙂\"}\n\n:\n\nevent: b\ndata:2\n\n";

    @Test
    void joinsDataLinesAndPassesOverEverythingElse() throws IOException {
        assertThat(all(new ByteArrayInputStream(bytes(TWO_EVENTS)))).containsExactly("{\"x\":\n\"größer 🙂\"}", "2");
    }

    @Test
    void takesAnyLineEnds() throws IOException {
        for (var end : List.of("\r\n", "\r")) {
            var stream = new ByteArrayInputStream(bytes(TWO_EVENTS.replace("\n", end)));
            assertThat(all(stream)).as(end).containsExactly("{\"x\":\n\"größer 🙂\"}", "2");
        }
    }

    @Test
    void readsTheSameHoweverTheBytesArrive() throws IOException {
        for (var size = 1; size < 8; size++) {
            assertThat(all(new Dripping(bytes(TWO_EVENTS), size))).containsExactly("{\"x\":\n\"größer 🙂\"}", "2");
        }
    }

    @Test
    void handsOutNoEventThatWasCutAnywhere() throws IOException {
        var whole = bytes("data: first\n\ndata: second\r\n\r\n");
        for (var length = 0; length < whole.length - 1; length++) {
            var cut = new ByteArrayInputStream(whole, 0, length);
            assertThat(all(cut)).as("cut at %d", length).isSubsetOf("first", length < 29 ? "first" : "second");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> all(InputStream stream) throws IOException {
        var events = new ArrayList<String>();
        var reader = new SseReader(stream);
        for (var event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }

    /// Gives a few bytes per read.
    private static final class Dripping extends ByteArrayInputStream {

        private final int size;

        Dripping(byte[] bytes, int size) {
            super(bytes);
            this.size = size;
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(size, length));
        }

        @Override
        public synchronized int available() {
            return 0;
        }
    }
}
