package dev.coder.cli.render;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jline.utils.AttributedStyle;

/// The colours of a theme: of each role for terminals with many colours, and for those with sixteen.
///
/// @param inks    of letters
/// @param grounds below letters
record Palette(Map<Role, Integer> inks, Map<Role, Palette.Ground> grounds) {

    /// The colour below letters.
    ///
    /// @param index of the 256: the nearest to the other would be a grey
    record Ground(int rgb, int index) {}

    static final Palette DARK = new Palette(
            Map.of(
                    Role.DIM, 0x8a8f98,
                    Role.HEADING, 0xc8a2f0,
                    Role.LINK, 0x6cb6ff,
                    Role.KEYWORD, 0xd2a8ff,
                    Role.GOOD, 0x7ee08a,
                    Role.BAD, 0xff7b72,
                    Role.WARN, 0xe3b341,
                    Role.ACCENT, 0x5cc8ff),
            Map.of(
                    Role.ADDED, new Ground(0x16351f, 22),
                    Role.REMOVED, new Ground(0x44191c, 52),
                    Role.ADDED_WORD, new Ground(0x23653a, 28),
                    Role.REMOVED_WORD, new Ground(0x7d2a2e, 88)));
    static final Palette LIGHT = new Palette(
            Map.of(
                    Role.DIM, 0x6a737d,
                    Role.HEADING, 0x6f42c1,
                    Role.LINK, 0x0550ae,
                    Role.KEYWORD, 0x8250df,
                    Role.GOOD, 0x116329,
                    Role.BAD, 0xb31d28,
                    Role.WARN, 0x8a5a00,
                    Role.ACCENT, 0x0969a8),
            Map.of(
                    Role.ADDED, new Ground(0xdaf5e0, 194),
                    Role.REMOVED, new Ground(0xffe5e5, 224),
                    Role.ADDED_WORD, new Ground(0xa5e8b6, 157),
                    Role.REMOVED_WORD, new Ground(0xffc0c0, 217)));

    private static final int SIXTEEN = 16;
    private static final int MANY = 256;

    /// @param colours how many the terminal has
    Map<Role, AttributedStyle> styles(int colours) {
        var styles = new EnumMap<Role, AttributedStyle>(Role.class);
        for (var role : Role.values()) {
            styles.put(role, colours > SIXTEEN ? rich(role, colours) : basic(role));
        }
        return styles;
    }

    private AttributedStyle rich(Role role, int colours) {
        return switch (role) {
            case PLAIN -> AttributedStyle.DEFAULT;
            case STRONG -> AttributedStyle.BOLD;
            case DIM, BORDER -> ink(Role.DIM);
            case COMMENT -> ink(Role.DIM).italic();
            case HEADING -> ink(Role.HEADING).bold();
            case LINK -> ink(Role.LINK).underline();
            case FUNCTION -> ink(Role.LINK);
            case GOOD -> ink(Role.GOOD);
            case BAD, VARIABLE -> ink(Role.BAD);
            case WARN, NUMBER, CODE, STRING -> ink(Role.WARN);
            case ACCENT, TYPE -> ink(Role.ACCENT);
            case PROMPT, SELECTED -> ink(Role.ACCENT).bold();
            case KEYWORD -> ink(Role.KEYWORD);
            case ADDED, REMOVED, ADDED_WORD, REMOVED_WORD -> ground(role, colours);
        };
    }

    private AttributedStyle ink(Role role) {
        return AttributedStyle.DEFAULT.foregroundRgb(inks.getOrDefault(role, 0));
    }

    private AttributedStyle ground(Role role, int colours) {
        var ground = Objects.requireNonNull(grounds.get(role));
        return colours > MANY
                ? AttributedStyle.DEFAULT.backgroundRgb(ground.rgb())
                : AttributedStyle.DEFAULT.background(ground.index());
    }

    private static AttributedStyle basic(Role role) {
        return switch (role) {
            case PLAIN -> AttributedStyle.DEFAULT;
            case STRONG -> AttributedStyle.BOLD;
            case DIM, BORDER, COMMENT -> AttributedStyle.DEFAULT.faint();
            case HEADING -> colour(AttributedStyle.MAGENTA).bold();
            case LINK -> colour(AttributedStyle.BLUE).underline();
            case CODE, ACCENT, TYPE -> colour(AttributedStyle.CYAN);
            case GOOD, ADDED, STRING -> colour(AttributedStyle.GREEN);
            case BAD, REMOVED, VARIABLE -> colour(AttributedStyle.RED);
            case WARN, NUMBER -> colour(AttributedStyle.YELLOW);
            case PROMPT, SELECTED -> colour(AttributedStyle.CYAN).bold();
            case FUNCTION -> colour(AttributedStyle.BLUE);
            case KEYWORD -> colour(AttributedStyle.MAGENTA);
            case ADDED_WORD -> colour(AttributedStyle.GREEN).inverse();
            case REMOVED_WORD -> colour(AttributedStyle.RED).inverse();
        };
    }

    private static AttributedStyle colour(int index) {
        return AttributedStyle.DEFAULT.foreground(index);
    }
}
