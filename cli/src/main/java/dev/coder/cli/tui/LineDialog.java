package dev.coder.cli.tui;

import dev.coder.cli.render.Columns;
import dev.coder.cli.render.Role;
import dev.coder.cli.render.Theme;
import dev.coder.cli.terminal.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jline.utils.AttributedString;

/// A question of Coder's own that is answered by some words.
final class LineDialog implements Dialog {

    private final String question;
    private final CompletableFuture<Optional<String>> answer;
    private final Theme theme;
    private final TextField field;

    LineDialog(String question, CompletableFuture<Optional<String>> answer, Theme theme) {
        this.question = question;
        this.answer = answer;
        this.theme = theme;
        this.field = new TextField(Look.prompt(theme), "");
    }

    @Override
    public Frame frame(int width, int rows, boolean ready) {
        var lines = new ArrayList<AttributedString>();
        lines.add(Look.rule(theme, width));
        lines.addAll(Columns.wrap(theme.text(PlainText.show(question), Role.STRONG), width));
        var view = field.view(width, Math.max(1, rows - lines.size() - 1));
        var cursor = view.cursor().down(lines.size());
        lines.addAll(view.lines());
        lines.add(Columns.cut(theme.text("  Enter answers, Esc does not", Role.DIM), width));
        return new Frame(lines, cursor).last(rows);
    }

    @Override
    public boolean key(Key key) {
        if (key == Key.Named.ENTER) {
            return answer.complete(Optional.of(field.text().strip()));
        }
        if (key == Key.Named.ESCAPE || key == Key.Named.CTRL_C) {
            return answer.complete(Optional.empty());
        }
        field.key(key);
        return false;
    }

    @Override
    public boolean unexpected() {
        return false;
    }

    @Override
    public List<AttributedString> trace() {
        return List.of(Look.trace(theme, question, field.text()));
    }
}
