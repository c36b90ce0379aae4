package dev.coder.cli.render;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// The steps of a task, as the todo tool keeps them.
public record TodoView(List<Item> items) {

    /// How far a step has come.
    public enum State {
        OPEN,
        ACTIVE,
        DONE
    }

    /// One step.
    public record Item(State state, String text) {}

    public TodoView {
        items = List.copyOf(items);
    }

    /// @param list what the tool gave: a line for each step, after `[ ]`, `[>]` or `[x]`
    public static TodoView of(String list) {
        var items = new ArrayList<Item>();
        for (var line : list.split("\n")) {
            if (line.startsWith("[x] ")) {
                items.add(new Item(State.DONE, line.substring(4)));
            } else if (line.startsWith("[>] ")) {
                items.add(new Item(State.ACTIVE, line.substring(4)));
            } else if (line.startsWith("[ ] ")) {
                items.add(new Item(State.OPEN, line.substring(4)));
            }
        }
        return new TodoView(items);
    }

    public List<AttributedString> lines(Theme theme, int width) {
        var lines = new ArrayList<AttributedString>();
        if (!items.isEmpty()) {
            var done = items.stream().filter(item -> item.state() == State.DONE).count();
            lines.add(theme.text("Plan: " + done + " of " + items.size() + " done", Role.STRONG));
        }
        items.forEach(item -> lines.addAll(lines(item, theme, width)));
        return lines;
    }

    private static List<AttributedString> lines(Item item, Theme theme, int width) {
        var text = Columns.title(item.text());
        return switch (item.state()) {
            case OPEN -> lines(Mark.OPEN, Role.PLAIN, theme.text(text, Role.PLAIN), theme, width);
            case ACTIVE -> lines(Mark.ACTIVE, Role.ACCENT, theme.text(text, Role.STRONG), theme, width);
            case DONE -> lines(Mark.CHECKED, Role.GOOD, theme.text(text, Role.DIM), theme, width);
        };
    }

    private static List<AttributedString> lines(Mark mark, Role role, AttributedString text, Theme theme, int width) {
        var sign = theme.mark(mark) + " ";
        var indent = new AttributedString(" ".repeat(theme.screenReader() ? 0 : sign.length()));
        return Columns.prefixed(Columns.wrap(text, width - sign.length()), theme.text(sign, role), indent);
    }
}
