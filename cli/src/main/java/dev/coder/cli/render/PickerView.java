package dev.coder.cli.render;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/// A list to choose from, with what is typed to find something in it, and a preview of the marked one: beside the list
/// where there is room, else below.
///
/// @param filter   what was typed
/// @param items    those that fit the filter
/// @param selected the index of the marked one
/// @param preview  of the marked one, made for [#previewWidth]; may be empty
public record PickerView(String title, String filter, List<Item> items, int selected, List<AttributedString> preview) {

    private static final int ROOMY = 100;
    private static final String BAR = " │ ";
    private static final String FILTER_GAP = "  ";
    private static final int SMALLEST_LIST = 3;

    /// @param hint such as its age; may be empty
    public record Item(String label, String hint) {}

    public PickerView {
        items = List.copyOf(items);
        preview = List.copyOf(preview);
    }

    /// In how many columns the preview is to be written.
    public static int previewWidth(int width) {
        return width >= ROOMY ? width - listWidth(width) - BAR.length() : width - FencedCode.INDENT.length();
    }

    /// Where in the first line the filter begins.
    public int filterColumn() {
        return Columns.width(Columns.title(title)) + count().length() + FILTER_GAP.length();
    }

    private String count() {
        return " (" + items.size() + ")";
    }

    private static int listWidth(int width) {
        return width >= ROOMY ? width * 2 / 5 : width;
    }

    /// @param height how many lines there is room for, at least 4
    public List<AttributedString> lines(Theme theme, int width, int height) {
        var lines = new ArrayList<AttributedString>();
        lines.add(Columns.cut(heading(theme), width));
        var room = Math.max(1, height - 2);
        lines.addAll(width >= ROOMY ? beside(theme, width, room) : above(theme, width, room));
        lines.add(Columns.cut(theme.text("↑↓ choose · Enter take · Esc back · type to filter", Role.DIM), width));
        return lines;
    }

    private AttributedString heading(Theme theme) {
        return new AttributedStringBuilder()
                .styled(theme.style(Role.STRONG), Columns.title(title))
                .styled(theme.style(Role.DIM), count())
                .append(filter.isEmpty() ? "" : FILTER_GAP)
                .styled(theme.style(Role.ACCENT), Columns.title(filter))
                .toAttributedString();
    }

    private List<AttributedString> above(Theme theme, int width, int room) {
        var shown = Math.min(preview.size(), Math.max(0, room - Math.min(items.size(), SMALLEST_LIST) - 1));
        var lines = new ArrayList<>(list(theme, width, shown == 0 ? room : room - shown - 1));
        if (shown > 0) {
            lines.add(AttributedString.EMPTY);
            preview.stream().limit(shown).forEach(line -> lines.add(Columns.cut(set(line), width)));
        }
        return lines;
    }

    private static AttributedString set(AttributedString line) {
        return AttributedString.join(AttributedString.EMPTY, new AttributedString(FencedCode.INDENT), line);
    }

    private List<AttributedString> beside(Theme theme, int width, int room) {
        var list = list(theme, listWidth(width), room);
        var height = Math.min(room, Math.max(list.size(), preview.size()));
        var lines = new ArrayList<AttributedString>();
        for (var y = 0; y < height; y++) {
            var left = y < list.size() ? list.get(y) : AttributedString.EMPTY;
            var right = y < preview.size() ? preview.get(y) : AttributedString.EMPTY;
            lines.add(new AttributedStringBuilder()
                    .append(Columns.padded(left, listWidth(width)))
                    .append(preview.isEmpty() ? AttributedString.EMPTY : theme.text(bar(theme), Role.BORDER))
                    .append(Columns.cut(right, previewWidth(width)))
                    .toAttributedString());
        }
        return lines;
    }

    private static String bar(Theme theme) {
        return theme.screenReader() ? "   " : BAR;
    }

    private List<AttributedString> list(Theme theme, int width, int room) {
        if (items.isEmpty()) {
            return List.of(theme.text(
                    Columns.cut(new AttributedString("  nothing fits"), width).toString(), Role.DIM));
        }
        var marked = Math.clamp(selected, 0, items.size() - 1);
        var from = Math.clamp(marked - room / 2, 0, Math.max(0, items.size() - room));
        var lines = new ArrayList<AttributedString>();
        for (var i = from; i < Math.min(items.size(), from + room); i++) {
            lines.add(line(theme, items.get(i), i == marked, width));
        }
        return lines;
    }

    private static AttributedString line(Theme theme, Item item, boolean marked, int width) {
        var sign = theme.mark(Mark.POINTER) + " ";
        var start = marked ? sign : " ".repeat(theme.screenReader() ? 0 : sign.length());
        var hint = Columns.cut(theme.text(Columns.title(item.hint()), Role.DIM), width / 3);
        var room = width - Columns.width(start) - Columns.width(hint) - (hint.isEmpty() ? 0 : 2);
        var label = Columns.cut(
                theme.text(Columns.title(item.label()), marked ? Role.SELECTED : Role.PLAIN), Math.max(1, room));
        return new AttributedStringBuilder()
                .styled(theme.style(Role.SELECTED), start)
                .append(hint.isEmpty() ? label : Columns.padded(label, room + 2))
                .append(hint)
                .toAttributedString();
    }
}
