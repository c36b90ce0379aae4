package dev.coder.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void breaksBetweenWordsAndHanCharacters() {
        assertThat(wrapped("one two  three four", 9)).containsExactly("one two", "three", "four");
        assertThat(wrapped("漢字かな交じり", 5)).containsExactly("漢字", "かな", "交じ", "り");
        assertThat(wrapped("  indented text here", 12)).containsExactly("  indented", "text here");
        assertThat(wrapped("a\n\nb", 5)).containsExactly("a", "", "b");
        assertThat(wrapped("", 5)).containsExactly("");
    }

    @Test
    void tearsOnlyWhatIsLongerThanALine() {
        assertThat(wrapped("ab abcdefghij k", 4)).containsExactly("ab", "abcd", "efgh", "ij k");
    }

    @Test
    void keepsTogetherWhatBelongsTogether() {
        var family = "👨‍👩‍👧";
        assertThat(wrapped(family + family, 8)).containsExactly(family, family);
        assertThat(wrapped("e\u0301e\u0301e\u0301", 2)).containsExactly("e\u0301e\u0301", "e\u0301");
        assertThat(wrapped("🇩🇪🇫🇷", 5)).containsExactly("🇩🇪", "🇫🇷");
        assertThat(Columns.cut(new AttributedString("漢字漢字"), 6).toString()).isEqualTo("漢字…");
        assertThat(Columns.cut(new AttributedString("abc"), 3).toString()).isEqualTo("abc");
    }

    private static List<String> wrapped(String text, int width) {
        return Columns.wrap(new AttributedString(text), width).stream()
                .map(AttributedString::toString)
                .toList();
    }
}
