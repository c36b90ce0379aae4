package dev.coder.cli.tui;

import dev.coder.cli.terminal.PlainText;
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
    private final ChoiceList list = new ChoiceList();
    private final TreeSet<Integer> chosen = new TreeSet<>();
    private @Nullable TextField own;
    private String said = "";

    QuestionDialog(UserQuestion question, CompletableFuture<Optional<String>> answer) {
        this.question = question;
        this.answer = answer;
        this.own = question.choices().isEmpty() ? field() : null;
    }

    private static TextField field() {
        return new TextField(Look.of("❯ ", Look.ACCENT), "");
    }

    @Override
    public Frame frame(int width, int rows, boolean ready) {
        var lines = new ArrayList<AttributedString>();
        lines.add(Look.rule(width));
        question.text()
                .strip()
                .lines()
                .forEach(line ->
                        lines.addAll(Look.of(PlainText.show(line), Look.BOLD).columnSplitLength(width)));
        var cursor = Frame.Cursor.HIDDEN;
        if (own != null) {
            var view = own.view(width, Math.max(1, rows - lines.size() - 1));
            cursor = view.cursor().down(lines.size());
            lines.addAll(view.lines());
            lines.add(Look.fit(Look.of("  Enter answers, Esc does not", Look.DIM), width));
        } else {
            lines.addAll(list.lines(choices(), width, Math.max(3, rows - lines.size() - 1)));
            lines.add(Look.fit(Look.of(ready ? help() : "  …", Look.DIM), width));
        }
        return new Frame(lines, cursor).last(rows);
    }

    private String help() {
        return question.several() ? "  Space chooses, Enter answers, Esc does not" : "  Enter chooses, Esc does not";
    }

    private List<AttributedString> choices() {
        var lines = new ArrayList<AttributedString>();
        for (var i = 0; i < question.choices().size(); i++) {
            var choice = question.choices().get(i);
            var box = question.several() ? (chosen.contains(i) ? "[x] " : "[ ] ") : (i + 1) + ". ";
            var more = choice.description().isBlank() ? "" : "  " + PlainText.show(choice.description());
            lines.add(Look.join(Look.of(box + PlainText.show(choice.label())), Look.of(more, Look.DIM)));
        }
        lines.add(Look.of((question.several() ? "    " : (lines.size() + 1) + ". ") + "Something else …", Look.DIM));
        return lines;
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
        return List.of(Look.of("? " + PlainText.show(first) + " ❯ " + PlainText.show(said), Look.DIM));
    }
}
