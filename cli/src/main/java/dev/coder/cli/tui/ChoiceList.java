package dev.coder.cli.tui;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// Some lines of which one is marked, and the window of them that fits.
final class ChoiceList {

    private static final int PAGE = 8;

    private int marked;

    int marked() {
        return marked;
    }

    void mark(int index) {
        marked = Math.max(0, index);
    }

    /// @return whether the key has moved the mark
    boolean key(Key key, int count) {
        if (count == 0 || !(key instanceof Key.Named named)) {
            return false;
        }
        switch (named) {
            case UP, CTRL_P -> marked = (marked + count - 1) % count;
            case DOWN, CTRL_N -> marked = (marked + 1) % count;
            case PAGE_DOWN -> marked = Math.min(count - 1, marked + PAGE);
            case PAGE_UP -> marked = Math.max(0, marked - PAGE);
            default -> {
                return false;
            }
        }
        return true;
    }

    /// @param rows how many there is room for
    List<AttributedString> lines(List<AttributedString> all, int width, int rows) {
        marked = Math.clamp(marked, 0, Math.max(0, all.size() - 1));
        var first = Math.clamp((long) marked - rows / 2, 0, Math.max(0, all.size() - rows));
        var lines = new ArrayList<AttributedString>();
        for (var i = first; i < Math.min(all.size(), first + rows); i++) {
            var text = Look.join(Look.of(i == marked ? "❯ " : "  ", Look.ACCENT), all.get(i));
            lines.add(Look.fit(text, width));
        }
        return lines;
    }
}
