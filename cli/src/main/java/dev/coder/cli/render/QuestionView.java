package dev.coder.cli.render;

import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.UserQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jline.utils.AttributedString;

/// A question of the model to the user, with its choices, of which the last one is always words of the user's own.
///
/// @param selected the index of the marked choice; the number of choices: words of the user's own
/// @param chosen   the indices of those that are chosen, where several may be
public record QuestionView(UserQuestion question, int selected, Set<Integer> chosen) {

    public QuestionView {
        chosen = Set.copyOf(chosen);
    }

    public List<AttributedString> lines(Theme theme, int width) {
        var lines = new ArrayList<AttributedString>();
        var sign = theme.mark(Mark.ASKING) + " ";
        var indent = new AttributedString(" ".repeat(2));
        PreviewLine.split(Columns.prose(question.text()).strip())
                .forEach(line -> lines.addAll(Columns.wrap(
                        theme.text(line, Role.STRONG),
                        width,
                        lines.isEmpty() ? theme.text(sign, Role.ACCENT) : indent,
                        indent)));
        var count = question.choices().size();
        for (var i = 0; i < count; i++) {
            lines.addAll(choice(theme, i, width));
        }
        if (count > 0) {
            var own = pointer(theme, count) + (count + 1) + ". Something else …";
            lines.add(Columns.cut(theme.text(own, count == selected ? Role.SELECTED : Role.PLAIN), width));
        }
        return lines;
    }

    private List<AttributedString> choice(Theme theme, int index, int width) {
        var choice = question.choices().get(index);
        var box = question.several() ? theme.mark(chosen.contains(index) ? Mark.CHOSEN : Mark.UNCHOSEN) + " " : "";
        var start = pointer(theme, index) + box + (index + 1) + ". ";
        var indent = new AttributedString(" ".repeat(theme.screenReader() ? 2 : Columns.width(start)));
        var role = index == selected ? Role.SELECTED : Role.PLAIN;
        var lines = new ArrayList<>(Columns.prefixed(
                Columns.wrap(theme.text(Columns.title(choice.label()), role), width - Columns.width(start)),
                theme.text(start, role),
                indent));
        if (!choice.description().isBlank()) {
            lines.addAll(
                    Columns.wrap(theme.text(Columns.title(choice.description()), Role.DIM), width, indent, indent));
        }
        return lines;
    }

    private String pointer(Theme theme, int index) {
        var sign = theme.mark(Mark.POINTER) + " ";
        return index == selected ? sign : theme.screenReader() ? "" : " ".repeat(sign.length());
    }
}
