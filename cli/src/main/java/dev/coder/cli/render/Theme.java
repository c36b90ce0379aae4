package dev.coder.cli.render;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jline.utils.AttributedCharSequence.ForceMode;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// How things look: a style for each [Role], a sign or a word for each [Mark]. Immutable.
public final class Theme {

    private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
    private static final int SPINNER_MILLIS = 80;
    private static final int TRUE_COLOUR = 1 << 24;
    private static final int MANY = 256;
    private static final int FEW = 16;
    /// From this colour of the background on, of the sixteen, it is a light one.
    private static final int LIGHT_GREY = 7;

    private final Map<Role, AttributedStyle> styles;
    private final int colours;
    private final boolean screenReader;

    private Theme(Map<Role, AttributedStyle> styles, int colours, boolean screenReader) {
        this.styles = styles;
        this.colours = colours;
        this.screenReader = screenReader;
    }

    public static Theme dark() {
        return new Theme(Palette.DARK.styles(TRUE_COLOUR), TRUE_COLOUR, false);
    }

    public static Theme light() {
        return new Theme(Palette.LIGHT.styles(TRUE_COLOUR), TRUE_COLOUR, false);
    }

    /// Without any style.
    public static Theme none() {
        return new Theme(unstyled(), 0, false);
    }

    /// Without any style, frame or sign: words only.
    public static Theme forScreenReader() {
        return new Theme(unstyled(), 0, true);
    }

    /// The theme for a terminal.
    ///
    /// @param setting     `auto`, `dark`, `light` or `none`
    /// @param environment says what the terminal can do: `NO_COLOR`, `TERM`, `COLORTERM`, `COLORFGBG`
    public static Theme of(String setting, boolean screenReader, Map<String, String> environment) {
        if (screenReader) {
            return forScreenReader();
        }
        var term = environment.getOrDefault("TERM", "");
        var plain = !environment.getOrDefault("NO_COLOR", "").isEmpty() || term.equals("dumb");
        if (plain || setting.equals("none")) {
            return none();
        }
        var colours = colours(term, environment.getOrDefault("COLORTERM", ""));
        return new Theme(palette(setting, environment).styles(colours), colours, false);
    }

    private static int colours(String term, String colorTerm) {
        return switch (colorTerm.toLowerCase(Locale.ROOT)) {
            case "truecolor", "24bit" -> TRUE_COLOUR;
            default -> term.contains("256") || term.contains("kitty") || term.contains("direct") ? MANY : FEW;
        };
    }

    private static Palette palette(String setting, Map<String, String> environment) {
        return switch (setting) {
            case "light" -> Palette.LIGHT;
            case "dark" -> Palette.DARK;
            default -> isLight(environment.getOrDefault("COLORFGBG", "")) ? Palette.LIGHT : Palette.DARK;
        };
    }

    /// @param colorFgBg such as `0;15`: foreground and background, by number
    private static boolean isLight(String colorFgBg) {
        var background = colorFgBg.substring(colorFgBg.lastIndexOf(';') + 1);
        return background.matches("\\d{1,2}")
                && (Integer.parseInt(background) == LIGHT_GREY || Integer.parseInt(background) > LIGHT_GREY + 1);
    }

    private static Map<Role, AttributedStyle> unstyled() {
        var styles = new EnumMap<Role, AttributedStyle>(Role.class);
        for (var role : Role.values()) {
            styles.put(role, AttributedStyle.DEFAULT);
        }
        return styles;
    }

    public AttributedStyle style(Role role) {
        return styles.getOrDefault(role, AttributedStyle.DEFAULT);
    }

    /// Text that is known to be harmless, in the style of a role.
    public AttributedString text(String text, Role role) {
        return new AttributedString(text, style(role));
    }

    /// The sign, or for a screen reader the word.
    public String mark(Mark mark) {
        return screenReader ? mark.word : mark.sign;
    }

    /// What turns while something lasts; a screen reader would read each of its signs aloud, so it gets none.
    public String spinner(long elapsedMillis) {
        return screenReader
                ? mark(Mark.RUNNING)
                : SPINNER[(int) (Math.max(0, elapsedMillis) / SPINNER_MILLIS % SPINNER.length)];
    }

    /// Whether frames, signs and motion are to be left out.
    public boolean screenReader() {
        return screenReader;
    }

    /// Whether styles tell things apart; where not, signs have to.
    public boolean coloured() {
        return colours > 0;
    }

    /// The line with the sequences that style it on this terminal, and no others.
    public String ansi(AttributedString line) {
        if (!coloured()) {
            return line.toString();
        }
        var ansi = new StringBuilder();
        for (var from = 0; from < line.length(); from = line.runLimit(from)) {
            ansi.append(ansi(line.styleAt(from), line.substring(from, line.runLimit(from))));
        }
        return ansi.toString();
    }

    /// The letters are put in afterwards: JLine would replace the frames by signs of ASCII.
    private String ansi(AttributedStyle style, AttributedString letters) {
        return new AttributedString("x", style).toAnsi(colours, ForceMode.None).replace("x", letters.toString());
    }
}
