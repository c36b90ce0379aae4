package dev.coder.cli.tui;

import dev.coder.cli.slash.Choice;
import dev.coder.cli.terminal.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jline.utils.AttributedString;

/// One of many: typing narrows them down, the marked one is shown more of.
final class PickerDialog<T> implements Dialog {

    private static final int PREVIEW_ROWS = 8;

    private final String title;
    private final List<Choice<T>> choices;
    private final CompletableFuture<Optional<T>> answer;
    private final Board board;
    private final TextField filter = new TextField(Look.of("❯ ", Look.ACCENT), "");
    private final ChoiceList list = new ChoiceList();
    private final Map<Choice<T>, List<AttributedString>> previews = new HashMap<>();
    private String said = "";

    PickerDialog(String title, List<Choice<T>> choices, CompletableFuture<Optional<T>> answer, Board board) {
        this.title = title;
        this.choices = List.copyOf(choices);
        this.answer = answer;
        this.board = board;
    }

    @Override
    public Frame frame(int width, int rows, boolean ready) {
        var lines = new ArrayList<AttributedString>();
        lines.add(Look.rule(width));
        lines.add(Look.fit(Look.of(PlainText.show(title), Look.BOLD), width));
        var view = filter.view(width, 1);
        var cursor = view.cursor().down(lines.size());
        lines.addAll(view.lines());
        var found = found();
        var preview = preview(found, width);
        var room = Math.max(3, rows - lines.size() - preview.size() - 1);
        lines.addAll(list.lines(found.stream().map(PickerDialog::line).toList(), width, room));
        if (found.isEmpty()) {
            lines.add(Look.of("  nothing fits", Look.DIM));
        }
        lines.addAll(preview);
        lines.add(Look.fit(Look.of("  Enter chooses, Esc does not, typing narrows down", Look.DIM), width));
        return new Frame(lines, cursor);
    }

    private static AttributedString line(Choice<?> choice) {
        var hint = choice.hint().isEmpty() ? "" : "  " + PlainText.show(choice.hint());
        return Look.join(Look.of(PlainText.show(choice.label())), Look.of(hint, Look.DIM));
    }

    private List<Choice<T>> found() {
        var typed = filter.text().strip();
        if (typed.isEmpty()) {
            return choices;
        }
        var match = new FuzzyMatch(typed);
        return choices.stream()
                .filter(choice -> match.score(choice.label()) > 0)
                .sorted(Comparator.comparingInt(choice -> -match.score(choice.label())))
                .toList();
    }

    private List<AttributedString> preview(List<Choice<T>> found, int width) {
        if (found.isEmpty()
                || found.stream().allMatch(choice -> choice.preview().equals(Choice.Preview.NONE))) {
            return List.of();
        }
        var choice = found.get(Math.min(list.marked(), found.size() - 1));
        var known = previews.computeIfAbsent(choice, _ -> {
            Thread.ofVirtual().name("preview").start(() -> load(choice, width - 4));
            return List.of(Look.of("…", Look.DIM));
        });
        var lines = new ArrayList<AttributedString>();
        known.stream()
                .limit(PREVIEW_ROWS)
                .forEach(line -> lines.add(Look.fit(Look.join(Look.of("  │ ", Look.DIM), line), width)));
        return lines;
    }

    private void load(Choice<T> choice, int width) {
        try {
            var lines = choice.preview().lines(Math.max(10, width));
            board.change(() -> previews.put(choice, List.copyOf(lines)));
        } catch (InterruptedException | RuntimeException e) {
            board.change(() -> previews.put(choice, List.of(Look.of("cannot be shown", Look.DIM))));
        }
    }

    @Override
    public boolean key(Key key) {
        var found = found();
        if (list.key(key, found.size())) {
            return false;
        }
        if (key == Key.Named.ENTER) {
            return !found.isEmpty() && choose(found.get(Math.min(list.marked(), found.size() - 1)));
        }
        if (key == Key.Named.ESCAPE || key == Key.Named.CTRL_C) {
            said = "";
            return answer.complete(Optional.empty());
        }
        if (filter.key(key)) {
            list.mark(0);
        }
        return false;
    }

    private boolean choose(Choice<T> choice) {
        said = choice.label();
        return answer.complete(Optional.of(choice.value()));
    }

    @Override
    public boolean unexpected() {
        return false;
    }

    @Override
    public List<AttributedString> trace() {
        return said.isEmpty() ? List.of() : List.of(Look.of("? " + title + " ❯ " + PlainText.show(said), Look.DIM));
    }
}
