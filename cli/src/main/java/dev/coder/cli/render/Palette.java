package dev.coder.cli.render;

import java.util.EnumMap;
import java.util.Map;
import org.jline.utils.AttributedStyle;

/// The colours of a theme: of each role for terminals with many colours, and for those with sixteen.
enum Palette {
    DARK(
            0x8a8f98, 0xc8a2f0, 0x6cb6ff, 0xd2a8ff, 0x7ee08a, 0xff7b72, 0xe3b341, 0x5cc8ff, 0x16351f, 0x44191c,
            0x23653a, 0x7d2a2e),
    LIGHT(
            0x6a737d, 0x6f42c1, 0x0550ae, 0x8250df, 0x116329, 0xb31d28, 0x8a5a00, 0x0969a8, 0xdaf5e0, 0xffe5e5,
            0xa5e8b6, 0xffc0c0);

    private static final int SIXTEEN = 16;

    private final int dim;
    private final int heading;
    private final int link;
    private final int keyword;
    private final int good;
    private final int bad;
    private final int warn;
    private final int accent;
    private final int added;
    private final int removed;
    private final int addedWord;
    private final int removedWord;

    Palette(
            int dim,
            int heading,
            int link,
            int keyword,
            int good,
            int bad,
            int warn,
            int accent,
            int added,
            int removed,
            int addedWord,
            int removedWord) {
        this.dim = dim;
        this.heading = heading;
        this.link = link;
        this.keyword = keyword;
        this.good = good;
        this.bad = bad;
        this.warn = warn;
        this.accent = accent;
        this.added = added;
        this.removed = removed;
        this.addedWord = addedWord;
        this.removedWord = removedWord;
    }

    /// @param colours how many the terminal has
    Map<Role, AttributedStyle> styles(int colours) {
        var styles = new EnumMap<Role, AttributedStyle>(Role.class);
        for (var role : Role.values()) {
            styles.put(role, colours > SIXTEEN ? rich(role) : basic(role));
        }
        return styles;
    }

    private AttributedStyle rich(Role role) {
        return switch (role) {
            case PLAIN -> AttributedStyle.DEFAULT;
            case STRONG -> AttributedStyle.BOLD;
            case DIM, BORDER -> text(dim);
            case COMMENT -> text(dim).italic();
            case HEADING -> text(heading).bold();
            case LINK -> text(link).underline();
            case CODE, STRING -> text(warn);
            case GOOD -> text(good);
            case BAD, VARIABLE -> text(bad);
            case WARN, NUMBER -> text(warn);
            case ACCENT, TYPE -> text(accent);
            case PROMPT, SELECTED -> text(accent).bold();
            case FUNCTION -> text(link);
            case KEYWORD -> text(keyword);
            case ADDED -> AttributedStyle.DEFAULT.backgroundRgb(added);
            case REMOVED -> AttributedStyle.DEFAULT.backgroundRgb(removed);
            case ADDED_WORD -> AttributedStyle.DEFAULT.backgroundRgb(addedWord);
            case REMOVED_WORD -> AttributedStyle.DEFAULT.backgroundRgb(removedWord);
        };
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

    private static AttributedStyle text(int rgb) {
        return AttributedStyle.DEFAULT.foregroundRgb(rgb);
    }

    private static AttributedStyle colour(int index) {
        return AttributedStyle.DEFAULT.foreground(index);
    }
}
