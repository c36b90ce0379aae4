package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalTextTest {

    static Stream<Arguments> writtenAndSeen() {
        return Stream.of(
                Arguments.of("plain äöü 漢字 😀\r\n", "plain äöü 漢字 😀\n"),
                Arguments.of("10%\r50%\r100%\n", "100%\n"),
                Arguments.of("100%\r5", "500%"),
                Arguments.of("longer line\r\u001b[Kshort", "short"),
                Arguments.of("abcdef\u001b[3D\u001b[K", "abc"),
                Arguments.of("abc\r\u001b[2Kx", "x"),
                Arguments.of("abc\b\b\bxy", "xyc"),
                Arguments.of("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007x", "red x"),
                Arguments.of("\u001b]8;;http://x/\u001b\\link\u001b]8;;\u001b\\", "link"),
                Arguments.of("one\ntwo\n\u001b[2A\u001b[2KONE", "ONE\ntwo\n"),
                Arguments.of("a\nb\nc\u001b[2J", "\n\n"),
                Arguments.of("before\n\u001b[?1049hmenu\u001b[?1049lafter", "before\nafter"),
                Arguments.of("cut \u001b[31", "cut "),
                Arguments.of("\u0007\u0000\u001b(Bx\u009b1my", "xy"));
    }

    @ParameterizedTest
    @MethodSource("writtenAndSeen")
    void showsWhatAPersonSees(String written, String seen) {
        assertThat(TerminalText.of(written)).isEqualTo(seen);
    }

    @Test
    void isNotMovedOutOfReach() {
        assertThat(TerminalText.of("a\u001b[99999999999999Cb\u001b[9999B\u001b[9999C\u001b[9999Ac"))
                .hasSizeLessThan(2000);
    }
}
