package dev.coder.cli.tui;

import dev.coder.cli.render.Columns;
import dev.coder.cli.render.PickerView;
import dev.coder.cli.slash.Choice;
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

    private final String title;
    private final List<Choice<T>> choices;
    private final CompletableFuture<Optional<T>> answer;
    private final Board board;
    private final TextField filter = new TextField(AttributedString.EMPTY, "");
    private final ChoiceList list = new ChoiceList();
    private final Map<Choice<T>, List<AttributedString>> previews = new HashMap<>();

    PickerDialog(String title, List<Choice<T>> choices, CompletableFuture<Optional<T>> answer, Board board) {
        this.title = title;
        this.choices = List.copyOf(choices);
        this.answer = answer;
        this.board = board;
    }

    @Override
    public Frame frame(int width, int rows, boolean ready) {
        var found = found();
        var items = found.stream()
                .map(choice -> new PickerView.Item(choice.label(), choice.hint()))
                .toList();
        var view = new PickerView(title, filter.text(), items, list.marked(), preview(found, width));
        var lines = new ArrayList<>(List.of(Look.rule(board.theme(), width)));
        lines.addAll(view.lines(board.theme(), width, rows - 1));
        var column = view.filterColumn() + Columns.width(filter.beforeCursor());
        return new Frame(lines, column < width ? new Frame.Cursor(1, column) : Frame.Cursor.HIDDEN);
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
        if (found.isEmpty()) {
            return List.of();
        }
        var choice = found.get(Math.min(list.marked(), found.size() - 1));
        return choice.preview().equals(Choice.Preview.NONE)
                ? List.of()
                : previews.computeIfAbsent(choice, _ -> {
                    Thread.ofVirtual().name("preview").start(() -> load(choice, PickerView.previewWidth(width)));
                    return List.of(new AttributedString("…"));
                });
    }

    private void load(Choice<T> choice, int width) {
        try {
            var lines = choice.preview().lines(Math.max(10, width));
            board.change(() -> previews.put(choice, List.copyOf(lines)));
        } catch (InterruptedException | RuntimeException e) {
            board.change(() -> previews.put(choice, List.of(new AttributedString("cannot be shown"))));
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
            return answer.complete(Optional.empty());
        }
        if (filter.key(key)) {
            list.mark(0);
        }
        return false;
    }

    private boolean choose(Choice<T> choice) {
        return answer.complete(Optional.of(choice.value()));
    }

    @Override
    public boolean unexpected() {
        return false;
    }

    /// What was chosen is to be seen from what comes of it.
    @Override
    public List<AttributedString> trace() {
        return List.of();
    }
}
