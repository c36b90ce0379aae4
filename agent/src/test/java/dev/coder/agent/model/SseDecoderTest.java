package dev.coder.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SseDecoderTest {

    @Test
    void givesTheDataOfEachEvent() {
        assertThat(decode("event: a\ndata: 1\n\n: ping\n\ndata:2\nid: 7\n\n")).containsExactly("1", "2");
    }

    @Test
    void joinsTheLinesOfOneEvent() {
        assertThat(decode("data: a\ndata:\ndata:  b\n\n")).containsExactly("a\n\n b");
    }

    @Test
    void completesTheLastEventAtTheEnd() {
        assertThat(decode("data: 1\n\ndata: 2")).containsExactly("1", "2");
        assertThat(decode("data: 1\r\n\r\ndata: 2\r\n")).containsExactly("1", "2");
    }

    @Test
    void givesTheSameEventsForAnyLineEndAndAnySplit() {
        var stream = "event: x\ndata: {\"a\":\"é世🔎\"}\n\n\n: comment\n\ndata: two\ndata: lines\n\ndata: last";
        var expected = decode(stream);
        for (var lineEnd : List.of("\n", "\r\n", "\r")) {
            var bytes = stream.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
            for (var seed = 0; seed < 200; seed++) {
                assertThat(decode(bytes, new Random(seed))).as("seed %d", seed).isEqualTo(expected);
            }
        }
    }

    private static List<String> decode(String stream) {
        var decoder = new SseDecoder();
        var events = new ArrayList<>(decoder.feed(stream.getBytes(StandardCharsets.UTF_8)));
        events.addAll(decoder.end());
        return events;
    }

    private static List<String> decode(byte[] bytes, Random random) {
        var decoder = new SseDecoder();
        var events = new ArrayList<String>();
        for (var from = 0; from < bytes.length; ) {
            var length = Math.min(bytes.length - from, 1 + random.nextInt(5));
            var piece = new byte[length];
            System.arraycopy(bytes, from, piece, 0, length);
            events.addAll(decoder.feed(piece));
            from += length;
        }
        events.addAll(decoder.end());
        return events;
    }
}
