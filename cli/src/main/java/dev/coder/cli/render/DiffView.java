package dev.coder.cli.render;

import dev.coder.plugin.PreviewLine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// A change with line numbers, colours, and the words that differ set apart. Everything invisible in it is shown.
public final class DiffView {

    private static final String EXPANDED_TAB = "    ";

    private final List<PreviewLine> diff;
    private final Map<Integer, Integer> partners = new HashMap<>();
    private final int digits;
    private String syntax = "";

    private DiffView(List<PreviewLine> diff) {
        this.diff = diff;
        this.digits = Integer.toString(
                        diff.stream().mapToInt(PreviewLine::number).max().orElse(0))
                .length();
        pair();
    }

    public static DiffView of(List<PreviewLine> diff) {
        return new DiffView(diff.stream().map(DiffView::shown).toList());
    }

    /// @param path of the file, which tells its language, where the diff does not name it
    public DiffView ofFile(String path) {
        var named = new DiffView(diff);
        named.syntax = Languages.ofFile(path);
        return named;
    }

    private static PreviewLine shown(PreviewLine line) {
        return new PreviewLine(
                line.kind(), line.number(), Columns.code(line.text().replace("\t", EXPANDED_TAB)));
    }

    /// A run of lines that go is compared with the run that comes after it, line by line.
    private void pair() {
        for (var i = 0; i < diff.size(); i++) {
            var removed = run(i, PreviewLine.Kind.REMOVED);
            var added = run(i + removed, PreviewLine.Kind.ADDED);
            for (var j = 0; j < Math.min(removed, added); j++) {
                partners.put(i + j, i + removed + j);
                partners.put(i + removed + j, i + j);
            }
            i += Math.max(0, removed + added - 1);
        }
    }

    private BitSet differences(int index) {
        var partner = partners.get(index);
        if (partner == null) {
            return new BitSet();
        }
        return partner > index
                ? WordDiff.of(diff.get(index).text(), diff.get(partner).text()).removed()
                : WordDiff.of(diff.get(partner).text(), diff.get(index).text()).added();
    }

    private int run(int from, PreviewLine.Kind kind) {
        var to = from;
        while (to < diff.size() && diff.get(to).kind() == kind) {
            to++;
        }
        return to - from;
    }

    public List<AttributedString> lines(Theme theme, int width) {
        return lines(theme, width, Integer.MAX_VALUE);
    }

    /// @param limit how many lines at most: a longer diff ends with a line that says how much is left out
    public List<AttributedString> lines(Theme theme, int width, int limit) {
        var lines = new ArrayList<AttributedString>();
        var colours = new Colours(theme, syntax);
        for (var i = 0; i < diff.size(); i++) {
            var next = lines(i, colours, width);
            var isLast = i == diff.size() - 1;
            if (lines.size() + next.size() > (isLast ? limit : limit - 1)) {
                var more = diff.size() - i;
                lines.add(Columns.cut(theme.text("… " + more + " more lines", Role.DIM), width));
                return lines;
            }
            lines.addAll(next);
        }
        return lines;
    }

    private List<AttributedString> lines(int index, Colours colours, int width) {
        var line = diff.get(index);
        var theme = colours.theme;
        return switch (line.kind()) {
            case FILE -> {
                colours.restart(Languages.ofFile(line.text()));
                yield Columns.wrap(theme.text(line.text(), Role.STRONG), width);
            }
            case HUNK -> hunk(index, line, colours, width);
            case REMARK -> Columns.wrap(theme.text(line.text(), Role.DIM), width);
            case CODE -> Columns.chop(colours.fresh.line(line.text()), width);
            case CONTEXT -> numbered(line, " ", colours.fresh.line(line.text()), Role.PLAIN, theme, width);
            case ADDED -> {
                var text = marked(colours.fresh.line(line.text()), index, Role.ADDED, Role.ADDED_WORD, theme);
                yield numbered(line, "+", text, Role.ADDED, theme, width);
            }
            case REMOVED -> {
                var text = marked(colours.old.line(line.text()), index, Role.REMOVED, Role.REMOVED_WORD, theme);
                yield numbered(line, "-", text, Role.REMOVED, theme, width);
            }
        };
    }

    /// What it says is in the line numbers; between two of them something is left out.
    private List<AttributedString> hunk(int index, PreviewLine line, Colours colours, int width) {
        colours.restart();
        var follows = index > 0 && diff.get(index - 1).kind() != PreviewLine.Kind.FILE;
        if (colours.theme.screenReader()) {
            return Columns.wrap(new AttributedString(line.text()), width);
        }
        return follows ? List.of(colours.theme.text(" ".repeat(digits) + " ⋯", Role.DIM)) : List.of();
    }

    private AttributedString marked(AttributedString code, int index, Role line, Role word, Theme theme) {
        var differs = differences(index);
        var marked = new AttributedStringBuilder(code.length());
        for (var from = 0; from < code.length(); ) {
            var isWord = differs.get(from);
            var end = isWord ? differs.nextClearBit(from) : differs.nextSetBit(from);
            var to = end < 0 ? code.length() : Math.min(end, code.length());
            paint(marked, code.subSequence(from, to), theme.style(isWord ? word : line));
            from = to;
        }
        return marked.toAttributedString();
    }

    /// The ground of a style below letters that have their own colours.
    private static void paint(AttributedStringBuilder line, AttributedString code, AttributedStyle ground) {
        for (var from = 0; from < code.length(); ) {
            var to = code.runLimit(from);
            var own = code.styleAt(from);
            var style = new AttributedStyle(own.getStyle() | ground.getStyle(), own.getMask() | ground.getMask());
            line.styled(
                    hasColour(own) && hasForeground(ground) ? ground : style,
                    code.subSequence(from, to).toString());
            from = to;
        }
    }

    private static boolean hasColour(AttributedStyle style) {
        return style.getStyle() != 0;
    }

    /// Two colours for the same letters cannot be joined.
    private static boolean hasForeground(AttributedStyle style) {
        return !style.foregroundDefault().equals(style);
    }

    private List<AttributedString> numbered(
            PreviewLine line, String sign, AttributedString text, Role role, Theme theme, int width) {
        var number = line.number() == 0 ? " ".repeat(digits) : ("%" + digits + "d").formatted(line.number());
        var gutter = new AttributedStringBuilder()
                .styled(theme.style(Role.DIM), digits == 1 && line.number() == 0 ? "" : number + " ")
                .styled(theme.style(role), sign + " ")
                .toAttributedString();
        var rest = new AttributedStringBuilder()
                .append(" ".repeat(gutter.length() - 2))
                .styled(theme.style(role), "  ")
                .toAttributedString();
        return Columns.prefixed(Columns.chop(text, Math.max(4, width - gutter.length())), gutter, rest);
    }

    /// The colours of the code before and after.
    private static final class Colours {

        private final Theme theme;
        private String syntax;
        private CodeColours old;
        private CodeColours fresh;

        Colours(Theme theme, String syntax) {
            this.theme = theme;
            this.syntax = syntax;
            this.old = CodeColours.of(theme, syntax);
            this.fresh = old.copy();
        }

        void restart() {
            old = CodeColours.of(theme, syntax);
            fresh = old.copy();
        }

        void restart(String other) {
            if (!other.isEmpty()) {
                syntax = other;
            }
            restart();
        }
    }
}
