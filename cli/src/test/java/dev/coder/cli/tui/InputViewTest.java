package dev.coder.cli.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.tui.InputView.Typed;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

final class InputViewTest {

    private static InputView view(String text, int cursor, int width, int rows) {
        return InputView.of(new Typed(new AttributedString("> "), text, cursor, AttributedStyle.DEFAULT), width, rows);
    }

    private static List<String> lines(InputView view) {
        return view.lines().stream().map(AttributedString::toString).toList();
    }

    @Test
    void breaksLinesAndFollowsTheCursor() {
        var view = view("abcdefghij\nkl", 12, 10, 9);
        assertThat(lines(view)).containsExactly("> abcdefg", "  hij", "  kl");
        assertThat(view.cursor()).isEqualTo(new Frame.Cursor(2, 3));
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        var view = view("日本語日本", 2, 10, 9);
        assertThat(lines(view)).containsExactly("> 日本語", "  日本");
        assertThat(view.cursor()).isEqualTo(new Frame.Cursor(0, 6));
    }

    @Test
    void showsThePartAroundTheCursor() {
        var view = view("1\n2\n3\n4\n5\n6", 11, 20, 3);
        assertThat(lines(view)).containsExactly("  4", "  5", "  6");
        assertThat(view.cursor()).isEqualTo(new Frame.Cursor(2, 3));
    }

    @Test
    void controlCharactersAreShown() {
        assertThat(lines(view("a\u0007b", 0, 20, 3))).containsExactly("> a^Gb");
    }
}
