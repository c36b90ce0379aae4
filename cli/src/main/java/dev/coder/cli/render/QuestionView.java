package dev.coder.cli.render;

import dev.coder.plugin.UserQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jline.utils.AttributedString;

/// A question of the model to the user.
///
/// @param selected the index of the marked choice; the number of choices: words of the user's own
/// @param chosen   the indices of those that are chosen, where several may be
/// @param ownWords what the user has typed as their own answer
public record QuestionView(UserQuestion question, int selected, Set<Integer> chosen, String ownWords) {

    public QuestionView {
        chosen = Set.copyOf(chosen);
    }

    public List<AttributedString> lines(Theme theme, int width) {
        var lines = new ArrayList<AttributedString>();
        var sign = theme.mark(Mark.ASKING) + " ";
        var indent = new AttributedString(" ".repeat(2));
        Columns.prose(question.text())
                .strip()
                .lines()
                .forEach(line -> lines.addAll(Columns.wrap(
                        theme.text(line, Role.STRONG),
                        width,
                        lines.isEmpty() ? theme.text(sign, Role.ACCENT) : indent,
                        indent)));
        for (var i = 0; i < question.choices().size(); i++) {
            lines.addAll(choice(theme, i, width));
        }
        lines.addAll(own(theme, width));
        lines.add(Columns.cut(theme.text(keys(), Role.DIM), width));
        return lines;
    }

    private String keys() {
        if (question.choices().isEmpty()) {
            return "Enter answer · Esc no answer";
        }
        return question.several()
                ? "↑↓ Space choose · Enter answer · Esc no answer"
                : "↑↓ choose · Enter answer · Esc no answer";
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

    private List<AttributedString> own(Theme theme, int width) {
        var index = question.choices().size();
        var start =
                question.choices().isEmpty() ? "  > " : pointer(theme, index) + (index + 1) + ". In your own words: ";
        var role = index == selected ? Role.SELECTED : Role.PLAIN;
        var text = theme.text(start + Columns.title(ownWords), role);
        return Columns.wrap(text, width - 2).stream().toList();
    }

    private String pointer(Theme theme, int index) {
        var sign = theme.mark(Mark.POINTER) + " ";
        return index == selected ? sign : theme.screenReader() ? "" : " ".repeat(sign.length());
    }
}
