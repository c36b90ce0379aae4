package dev.coder.cli.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;

final class PainterTest {

    private static final int WIDTH = 20;

    private final ScreenTerminal screen = new ScreenTerminal(WIDTH, 6);
    private final Painter painter = new Painter(AttributedString::toString);

    private void paint(List<String> above, String... lines) {
        var frame = new Frame(styled(List.of(lines)), new Frame.Cursor(0, 0));
        screen.write(painter.paint(styled(above), frame, WIDTH));
    }

    private static List<AttributedString> styled(List<String> lines) {
        return lines.stream().map(AttributedString::new).toList();
    }

    private List<String> seen() {
        return screen.toString().lines().map(String::stripTrailing).toList();
    }

    private void shows(String... lines) {
        assertThat(seen())
                .containsExactlyElementsOf(Stream.concat(Stream.of(lines), Stream.generate(() -> ""))
                        .limit(6)
                        .toList());
    }

    @Test
    void drawsOverTheLastFrame() {
        paint(List.of(), "one", "two", "three");
        paint(List.of(), "one", "2");
        shows("one", "2");
    }

    @Test
    void linesForTheScrollbackGoAboveTheFrame() {
        paint(List.of(), "rule", "input");
        paint(List.of("said"), "rule", "input");
        paint(List.of("more", "and more"), "rule");
        shows("said", "more", "and more", "rule");
    }

    @Test
    void theWindowScrollsWhenTheFrameGrowsAtItsEnd() {
        paint(List.of("1", "2", "3", "4"), "input", "status");
        paint(List.of(), "spinner", "input", "status");
        shows("2", "3", "4", "spinner", "input", "status");
    }

    @Test
    void aLineForTheScrollbackThatIsTooWideIsBrokenAndNeverCut() {
        paint(List.of("12345678901234567890abc"), "input");
        shows("12345678901234567890", "abc", "input");
    }

    @Test
    void nothingIsSentWhenNothingHasChanged() {
        var frame = new Frame(styled(List.of("a")), new Frame.Cursor(0, 1));
        painter.paint(List.of(), frame, WIDTH);
        assertThat(painter.paint(List.of(), frame, WIDTH)).isEmpty();
    }

    @Test
    void noControlSequenceOfTheTextGetsThrough() {
        var evil = new Frame(styled(List.of("a\u001b]0;title\u0007b\u009b31mc")), new Frame.Cursor(0, 0));
        var sent = painter.paint(styled(List.of("x\u001b[2Jy")), evil, WIDTH);
        assertThat(sent).doesNotContain("\u001b]", "\u001b[2J", "\u0007", "\u009b");
    }

    @Test
    void aFrameOfSomebodyElseIsDrawnOver() {
        screen.write("header\r\nrule\r\n> \r\nrule\r\u001b[1A\u001b[2C");
        painter.takeOver(3, new Frame.Cursor(1, 2), WIDTH);
        paint(List.of(), "RULE", "input");
        shows("header", "RULE", "input");
    }

    @Test
    void clearingLeavesTheScrollbackOnly() {
        paint(List.of("said"), "a", "b", "c");
        screen.write(painter.clear());
        shows("said");
    }
}
