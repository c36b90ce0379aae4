package dev.coder.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThemeTest {

    @ParameterizedTest
    @CsvSource({
        "auto, TERM, dumb", "dark, NO_COLOR, 1", "none, TERM, xterm-256color",
    })
    void showsNoColourWhereNoneIsWanted(String setting, String name, String value) {
        var theme = Theme.of(setting, false, Map.of(name, value));
        assertThat(theme.coloured()).isFalse();
        assertThat(theme.ansi(theme.text("a", Role.BAD))).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({
        "xterm-256color, truecolor, 38;2;255;123;114",
        "xterm-256color, '', 38;5;210",
        "xterm, '', 31",
        "linux, 24bit, 38;2;255;123;114"
    })
    void usesAsManyColoursAsThereAre(String term, String colorTerm, String bad) {
        var theme = Theme.of("dark", false, Map.of("TERM", term, "COLORTERM", colorTerm));
        assertThat(theme.ansi(theme.text("│ x", Role.BAD))).isEqualTo("\u001b[" + bad + "m│ x\u001b[0m");
    }

    @Test
    void isLightOnALightGround() {
        var light = Theme.light().style(Role.BAD);
        var many = Map.of("TERM", "xterm", "COLORTERM", "truecolor");
        assertThat(Theme.of("light", false, many).style(Role.BAD)).isEqualTo(light);
        assertThat(auto("0;15")).isEqualTo(light);
        assertThat(auto("0;default;7")).isEqualTo(light);
        assertThat(auto("15;0")).isNotEqualTo(light);
        assertThat(auto("")).isNotEqualTo(light);
        assertThat(auto("0;8")).isNotEqualTo(light);
    }

    private static Object auto(String ground) {
        return Theme.of("auto", false, Map.of("TERM", "xterm", "COLORTERM", "truecolor", "COLORFGBG", ground))
                .style(Role.BAD);
    }

    @Test
    void speaksInWordsForAScreenReader() {
        var theme = Theme.of("dark", true, Map.of("COLORTERM", "truecolor"));
        assertThat(theme.mark(Mark.DONE)).isEqualTo("done:");
        assertThat(theme.spinner(0)).isEqualTo(theme.spinner(80)).isEqualTo("running:");
        assertThat(Theme.none().spinner(0)).isNotEqualTo(Theme.none().spinner(80));
    }
}
