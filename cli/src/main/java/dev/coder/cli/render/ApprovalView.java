package dev.coder.cli.render;

import dev.coder.cli.execute.Approver.Question;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// The question whether a call may run: what it is, why it is asked, what would change, and what can be answered. Its
/// title and its answers are shown whatever the size of the rest, or it says that there is no room for them.
///
/// @param selected the index of the marked option
/// @param whole    whether the details may take all the room there is
/// @param scroll   how many lines of the details are above the first one shown
public record ApprovalView(ApprovalDetails details, int selected, boolean whole, int scroll) {

    /// What can be answered, each with the letter that answers it.
    public enum Option {
        YES('y', "Yes", "Yes"),
        ALWAYS('a', "Always for this", "Always"),
        NO('n', "No", "No"),
        INSTEAD('i', "No, and say what to do instead", "Instead"),
        EDIT('e', "Edit it first", "Edit"),
        WHOLE('d', "Show all of it", "All");

        private final char key;
        private final String label;
        private final String word;

        Option(char key, String label, String word) {
            this.key = key;
            this.label = label;
            this.word = word;
        }

        public char key() {
            return key;
        }
    }

    /// What is drawn, and what can be seen of it.
    ///
    /// @param options    how many of the last lines say what can be answered
    /// @param answerable whether there is room for the title and all answers; else the only answer is no
    /// @param seen       which lines of the details are there
    public record Layout(List<AttributedString> lines, int options, boolean answerable, Seen seen) {

        public Layout {
            lines = List.copyOf(lines);
        }
    }

    /// Lines of the details.
    ///
    /// @param text which details they are: lines are counted anew where that differs
    public record Seen(Object text, int from, int to, int all) {}

    /// How much room the head and the answers take. The first one that leaves enough for the details is taken.
    private enum Form {
        FULL(4),
        TIGHT(3),
        FLOWING(2);

        /// How many lines of the details it must leave room for.
        private final int details;

        Form(int details) {
            this.details = details;
        }
    }

    private record Parts(List<AttributedString> head, List<AttributedString> details, List<AttributedString> foot) {}

    private static final int DETAILS = 16;
    private static final int REASON = 4;
    private static final int ALWAYS = 3;
    private static final int NARROWEST = 12;

    public ApprovalView(Question question, int selected, boolean whole, int scroll) {
        this(new ApprovalDetails(question), selected, whole, scroll);
    }

    private Question question() {
        return details.question();
    }

    /// What can be answered to this question, in the order in which it stands there.
    public List<Option> options() {
        var options = new ArrayList<>(List.of(Option.YES));
        if (!question().always().isEmpty()) {
            options.add(Option.ALWAYS);
        }
        options.addAll(List.of(Option.NO, Option.INSTEAD));
        if (question().editable().isPresent()) {
            options.add(Option.EDIT);
        }
        options.add(Option.WHOLE);
        return options;
    }

    /// @param height how many lines there is room for
    public List<AttributedString> lines(Theme theme, int width, int height) {
        return layout(theme, width, height).lines();
    }

    /// @param height how many lines there is room for
    public Layout layout(Theme theme, int width, int height) {
        for (var form : Form.values()) {
            var parts = parts(form, theme, width);
            var room = height - parts.head.size() - parts.foot.size();
            if (width >= NARROWEST && room >= Math.min(parts.details.size(), form.details)) {
                return layout(parts, form, room, theme, width);
            }
        }
        return tooSmall(theme, width, height);
    }

    private Layout layout(Parts parts, Form form, int room, Theme theme, int width) {
        var window = window(parts.details.size(), whole ? room : Math.min(room, DETAILS));
        var lines = new ArrayList<>(parts.head);
        lines.addAll(parts.details.subList(window.from, window.to));
        if (window.to - window.from < window.all) {
            lines.add(hint(window, theme, width));
        }
        lines.addAll(parts.foot);
        var seen = new Seen(List.of(form, width), window.from, window.to, window.all);
        return new Layout(lines, parts.foot.size(), true, seen);
    }

    private Layout tooSmall(Theme theme, int width, int height) {
        var lines = new ArrayList<AttributedString>();
        lines.add(title(theme, width));
        lines.addAll(Columns.wrap(
                theme.text("No room to ask here: make the terminal larger. n or Esc: no", Role.WARN), width));
        var fitting = lines.subList(0, Math.clamp(height, 1, lines.size()));
        return new Layout(fitting, 0, false, new Seen(List.of(), 0, 0, 1));
    }

    /// How many lines the details have, of which [#lines] shows those that there is room for.
    public int detailLines(Theme theme, int width) {
        return parts(Form.FULL, theme, width).details.size();
    }

    private Parts parts(Form form, Theme theme, int width) {
        var always = new ArrayList<AttributedString>();
        var allNamed = form == Form.FULL && allowances(always, theme, width);
        var reason = Columns.wrap(theme.text(Columns.title(question().reason()), Role.DIM), width - 2);
        var reasonFits = reason.size() <= (form == Form.FULL ? REASON : form == Form.TIGHT ? 1 : 0);
        var extent = new ApprovalDetails.Extent(
                !reasonFits, !allNamed && !question().always().isEmpty());
        return new Parts(
                head(form, reasonFits ? reason : List.of(), theme, width),
                details.lines(theme, width, extent),
                form == Form.FLOWING ? flowing(theme, width) : foot(form, always, theme, width));
    }

    private record Window(int from, int to, int all) {}

    private Window window(int all, int room) {
        if (all <= room) {
            return new Window(0, all, all);
        }
        var from = Math.clamp(scroll, 0, all - room + 1);
        return new Window(from, Math.min(all, from + room - 1), all);
    }

    private AttributedString hint(Window window, Theme theme, int width) {
        var hint = (window.from > 0 ? "↑ " + window.from + " above · " : "")
                + (window.to < window.all ? "… " + (window.all - window.to) + " more lines" : "end")
                + (whole ? " (↑↓ PgUp PgDn" + (window.to < window.all ? " Enter)" : ")") : " (d: show all)");
        return Columns.cut(theme.text("  " + hint, Role.DIM), width);
    }

    private List<AttributedString> head(Form form, List<AttributedString> reason, Theme theme, int width) {
        var lines = new ArrayList<AttributedString>();
        if (!theme.screenReader() && form == Form.FULL) {
            lines.add(theme.text("─".repeat(width), Role.BORDER));
        }
        lines.add(title(theme, width));
        var indent = new AttributedString("  ");
        lines.addAll(Columns.prefixed(reason, indent, indent));
        return lines;
    }

    private AttributedString title(Theme theme, int width) {
        var sign = theme.mark(Mark.ASKING) + " ";
        var title = Columns.cut(
                theme.text(Columns.title(question().title()), Role.STRONG), Math.max(1, width - sign.length()));
        return AttributedString.join(AttributedString.EMPTY, theme.text(sign, Role.WARN), title);
    }

    private List<AttributedString> foot(Form form, List<AttributedString> always, Theme theme, int width) {
        var lines = new ArrayList<AttributedString>();
        var options = options();
        for (var i = 0; i < options.size(); i++) {
            var option = option(options.get(i), i == selected, theme, width);
            lines.addAll(form == Form.FULL ? option : List.of(Columns.cut(option.getFirst(), width)));
            if (options.get(i) == Option.ALWAYS) {
                lines.addAll(always);
            }
        }
        return lines;
    }

    private List<AttributedString> option(Option option, boolean marked, Theme theme, int width) {
        var start = start(option, marked, theme);
        var indent = new AttributedString(" ".repeat(theme.screenReader() ? 2 : start.length()));
        return new ArrayList<>(Columns.prefixed(
                Columns.wrap(theme.text(option.label, marked ? Role.SELECTED : Role.PLAIN), width - start.length()),
                theme.text(start, marked ? Role.SELECTED : Role.ACCENT),
                indent));
    }

    private static String start(Option option, boolean marked, Theme theme) {
        var pointer = theme.mark(Mark.POINTER) + " ";
        return (marked ? pointer : " ".repeat(theme.screenReader() ? 0 : pointer.length())) + option.key + " ";
    }

    /// What "always" would allow: the first few, and how many more there are.
    ///
    /// @return whether all are there
    private boolean allowances(List<AttributedString> lines, Theme theme, int width) {
        var indent = new AttributedString(" "
                .repeat(
                        theme.screenReader()
                                ? 2
                                : start(Option.YES, false, theme).length()));
        var all = question().always();
        for (var i = 0; i < all.size(); i++) {
            var next = Columns.wrap(
                    theme.text("in this project: " + Columns.title(all.get(i).shown()), Role.DIM),
                    width,
                    indent,
                    indent);
            if (lines.size() + next.size() > ALWAYS) {
                lines.add(Columns.cut(
                        theme.text(indent + "… and " + (all.size() - i) + " more (d: show all)", Role.DIM), width));
                return false;
            }
            lines.addAll(next);
        }
        return true;
    }

    /// All answers in as few lines as there can be.
    private List<AttributedString> flowing(Theme theme, int width) {
        var lines = new ArrayList<AttributedString>();
        var options = options();
        for (var i = 0; i < options.size(); i++) {
            var marked = i == selected;
            var option = theme.text(
                    (marked ? theme.mark(Mark.POINTER) : "") + options.get(i).key + " " + options.get(i).word,
                    marked ? Role.SELECTED : Role.PLAIN);
            var last = lines.isEmpty() ? null : lines.getLast();
            if (last != null && Columns.width(last) + 2 + Columns.width(option) <= width) {
                lines.set(lines.size() - 1, AttributedString.join(new AttributedString("  "), last, option));
            } else {
                lines.add(Columns.cut(option, width));
            }
        }
        return lines;
    }
}
