package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputEndsTest {

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, OutputEnds.KEPT, OutputEnds.KEPT + 1, 2 * OutputEnds.KEPT, 2 * OutputEnds.KEPT + 1, 999_983})
    void keepsBothEndsHoweverItIsCut(int length) {
        var random = new Random(length);
        var ends = new OutputEnds();
        var all = new ByteArrayOutputStream();
        while (all.size() < length) {
            var piece = new byte[Math.min(1 + random.nextInt(2 * OutputEnds.KEPT), length - all.size())];
            random.nextBytes(piece);
            ends.add(piece, piece.length);
            all.writeBytes(piece);
        }
        var bytes = all.toByteArray();
        assertThat(ends.bytes()).isEqualTo(length);
        assertThat(ends.head()).isEqualTo(Arrays.copyOf(bytes, Math.min(length, OutputEnds.KEPT)));
        assertThat(ends.isWhole()).isEqualTo(length <= 2 * OutputEnds.KEPT);
        if (ends.isWhole()) {
            assertThat(ends.whole()).isEqualTo(bytes);
        } else {
            assertThat(ends.tail()).isEqualTo(Arrays.copyOfRange(bytes, length - OutputEnds.KEPT, length));
        }
    }
}
