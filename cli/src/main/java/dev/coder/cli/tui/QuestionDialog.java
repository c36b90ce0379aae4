package dev.coder.cli.tui;

import dev.coder.cli.render.Columns;
import dev.coder.cli.render.QuestionView;
import dev.coder.cli.render.Role;
import dev.coder.cli.render.Theme;
import dev.coder.plugin.UserQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// A question of the model: choices, and always words of the user's own.
final class QuestionDialog implements Dialog {

    private final UserQuestion question;
    private final CompletableFuture<Optional<String>> answer;
    private final Theme theme;
    private final ChoiceList list = new ChoiceList();
    private final TreeSet<Integer> chosen = new TreeSet<>();
    private @Nullable TextField own;
    private String said = "";

    QuestionDialog(UserQuestion question, CompletableFuture<Optional<String>> answer, Theme theme) {
        this.question = question;
        this.answer = answer;
        this.theme = theme;
        this.own = question.choices().isEmpty() ? field() : null;
    }

    private TextField field() {
        return new TextField(Look.prompt(theme), "");
    }

    @Override
    public Frame frame(int width, int rows, boolean ready) {
        var lines = new ArrayList<>(List.of(Look.rule(theme, width)));
        lines.addAll(new QuestionView(question, list.marked(), chosen).lines(theme, width));
        var cursor = Frame.Cursor.HIDDEN;
        if (own != null) {
            var view = own.view(width, Math.max(1, rows / 2));
            cursor = view.cursor().down(lines.size());
            lines.addAll(view.lines());
        }
        lines.add(Columns.cut(theme.text("  " + help(ready), Role.DIM), width));
        return new Frame(lines, cursor).last(rows);
    }

    private String help(boolean ready) {
        if (own != null) {
            return "Enter answers, Esc does not";
        }
        if (!ready) {
            return "…";
        }
        return question.several()
                ? "↑↓ or a number marks, Space chooses, Enter answers, Esc does not"
                : "↑↓ or a number marks, Enter answers, Esc does not";
    }

    @Override
    public boolean key(Key key) {
        if (own != null) {
            return ownKey(own, key);
        }
        var count = question.choices().size() + 1;
        if (list.key(key, count)) {
            return false;
        }
        if (key == Key.Named.ENTER) {
            return choose(list.marked());
        }
        if (key == Key.Named.ESCAPE || key == Key.Named.CTRL_C) {
            return say(Optional.empty());
        }
        return key instanceof Key.Text(var text) && text(text, count);
    }

    private boolean text(String text, int count) {
        if (text.equals(" ")
                && question.several()
                && list.marked() < question.choices().size()) {
            toggle(list.marked());
        } else if (text.matches("[1-9]") && Integer.parseInt(text) <= count) {
            list.mark(Integer.parseInt(text) - 1);
            if (question.several() && list.marked() < question.choices().size()) {
                toggle(list.marked());
            } else {
                return choose(list.marked());
            }
        }
        return false;
    }

    private void toggle(int index) {
        if (!chosen.remove(index)) {
            chosen.add(index);
        }
    }

    private boolean choose(int index) {
        if (index >= question.choices().size()) {
            own = field();
            return false;
        }
        if (!question.several() || chosen.isEmpty()) {
            chosen.add(index);
        }
        return say(Optional.of(
                chosen.stream().map(one -> question.choices().get(one).label()).collect(Collectors.joining(", "))));
    }

    private boolean ownKey(TextField field, Key key) {
        if (key == Key.Named.ENTER && !field.text().isBlank()) {
            return say(Optional.of(field.text().strip()));
        }
        if (key == Key.Named.ESCAPE || key == Key.Named.CTRL_C) {
            own = null;
            return question.choices().isEmpty() && say(Optional.empty());
        }
        field.key(key);
        return false;
    }

    private boolean say(Optional<String> text) {
        said = text.orElse("(no answer)");
        return answer.complete(text);
    }

    @Override
    public boolean unexpected() {
        return true;
    }

    @Override
    public List<AttributedString> trace() {
        var first = question.text().strip().lines().findFirst().orElse("");
        return List.of(Look.trace(theme, first, said));
    }
}
