package dev.coder.cli.tui;

import dev.coder.cli.render.Columns;
import dev.coder.cli.render.Role;
import dev.coder.cli.render.Theme;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// What could be meant by the word at the cursor. Used with the board's lock held.
final class Menu {

    static final int ROWS = 8;

    /// @param label  what is shown
    /// @param hint   what there is to know of it
    /// @param text   what takes the word's place
    /// @param isFinal whether nothing more belongs to it, so that Enter sends it
    record Item(String label, String hint, String text, boolean isFinal) {}

    /// @param start where in the input the word begins
    /// @param items best first
    record Offer(int start, String word, List<Item> items) {}

    private final ChoiceList list = new ChoiceList();
    private @Nullable Offer offer;
    private final Theme theme;
    private String dismissed = "";

    Menu(Theme theme) {
        this.theme = theme;
    }

    void offer(@Nullable Offer now) {
        var old = offer;
        if (now == null || now.items().isEmpty() || now.word().equals(dismissed)) {
            offer = null;
            return;
        }
        if (old == null || !old.word().equals(now.word())) {
            list.mark(0);
        }
        dismissed = "";
        offer = now;
    }

    boolean open() {
        return offer != null;
    }

    @Nullable
    Offer offer() {
        return offer;
    }

    /// Until the word is another one.
    void dismiss() {
        dismissed = offer == null ? "" : offer.word();
        offer = null;
    }

    boolean key(Key key) {
        return offer != null && list.key(key, offer.items().size());
    }

    @Nullable
    Item marked() {
        return offer == null
                ? null
                : offer.items().get(Math.min(list.marked(), offer.items().size() - 1));
    }

    List<AttributedString> lines(int width, int rows) {
        if (offer == null) {
            return List.of();
        }
        var labels = offer.items().stream()
                .mapToInt(item -> item.label().length())
                .max()
                .orElse(0);
        var column = Math.min(labels, Math.max(12, width / 2));
        var all = offer.items().stream().map(item -> line(item, column)).toList();
        return window(all, width, Math.min(rows, ROWS));
    }

    private List<AttributedString> window(List<AttributedString> all, int width, int rows) {
        var marked = Math.min(list.marked(), all.size() - 1);
        var first = Math.clamp((long) marked - rows / 2, 0, Math.max(0, all.size() - rows));
        var lines = new ArrayList<AttributedString>();
        for (var i = first; i < Math.min(all.size(), first + rows); i++) {
            lines.add(Columns.cut(Look.join(theme.text(i == marked ? "❯ " : "  ", Role.ACCENT), all.get(i)), width));
        }
        return lines;
    }

    private AttributedString line(Item item, int column) {
        var gap = " ".repeat(Math.max(2, column - item.label().length() + 2));
        return item.hint().isEmpty()
                ? new AttributedString(item.label())
                : Look.join(new AttributedString(item.label()), theme.text(gap + item.hint(), Role.DIM));
    }
}
