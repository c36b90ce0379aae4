package dev.coder.cli.tui;

import dev.coder.cli.execute.Approver.Answer;
import dev.coder.cli.execute.Approver.Question;
import dev.coder.cli.render.ApprovalDetails;
import dev.coder.cli.render.ApprovalView;
import dev.coder.cli.render.ApprovalView.Layout;
import dev.coder.cli.render.ApprovalView.Option;
import dev.coder.cli.render.Columns;
import dev.coder.cli.render.Role;
import dev.coder.cli.render.Theme;
import dev.coder.cli.terminal.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// May this call run? Yes, always, no, no and what to do instead, or another command in its place.
final class ApprovalDialog implements Dialog {

    private static final int PAGE = 8;

    private final Question question;
    private final ApprovalDetails details;
    private final CompletableFuture<Answer> answer;
    private final Theme theme;
    private final ChoiceList list = new ChoiceList();
    private @Nullable TextField instead;
    private @Nullable TextField edited;
    private boolean whole;
    private int scroll;
    private String said = "";
    private @Nullable Layout shown;
    /// How many lines of the details have been on the screen, from the first one on.
    private int seen;

    ApprovalDialog(Question question, CompletableFuture<Answer> answer, Theme theme) {
        this.question = question;
        this.details = new ApprovalDetails(question);
        this.answer = answer;
        this.theme = theme;
    }

    private ApprovalView view() {
        return new ApprovalView(details, list.marked(), whole, scroll);
    }

    @Override
    public Frame frame(int width, int rows, boolean ready) {
        if (instead != null) {
            return field(instead, "Enter says no and tells the agent, Esc goes back", width, rows);
        }
        if (edited != null) {
            return field(edited, "Enter runs it as it stands, Alt-Enter begins a line, Esc goes back", width, rows);
        }
        var layout = view().layout(theme, width, rows);
        notice(layout);
        return new Frame(ready ? layout.lines() : withoutOptions(layout), Frame.Cursor.HIDDEN);
    }

    private void notice(Layout layout) {
        var before = shown;
        if (before == null || !before.seen().text().equals(layout.seen().text())) {
            seen = 0;
        }
        if (layout.seen().from() <= seen) {
            seen = Math.max(seen, layout.seen().to());
        }
        scroll = Math.min(scroll, layout.seen().from());
        shown = layout;
    }

    /// What can be answered is shown when an answer counts.
    private static List<AttributedString> withoutOptions(Layout layout) {
        var lines = new ArrayList<>(layout.lines());
        for (var row = lines.size() - layout.options(); row < lines.size(); row++) {
            lines.set(row, AttributedString.EMPTY);
        }
        return lines;
    }

    private Frame field(TextField field, String help, int width, int rows) {
        var input = field.view(width, Math.max(1, rows / 2));
        var layout = view().layout(theme, width, rows - input.lines().size() - 1);
        var lines = new ArrayList<>(layout.lines().subList(0, layout.lines().size() - layout.options()));
        var above = lines.size();
        lines.addAll(input.lines());
        lines.add(Columns.cut(theme.text("  " + help, Role.DIM), width));
        return new Frame(lines, input.cursor().down(above)).last(rows);
    }

    @Override
    public boolean key(Key key) {
        if (instead != null) {
            return insteadKey(instead, key);
        }
        if (edited != null) {
            return editedKey(edited, key);
        }
        return switch (key) {
            case Key.Text(var text) -> letter(text);
            case Key.Paste _ -> false;
            case Key.Named named -> named(named);
        };
    }

    /// Whether the title and what can be answered are on the screen.
    private boolean answerable() {
        return shown != null && shown.answerable();
    }

    private boolean allSeen() {
        return shown != null && seen >= shown.seen().all();
    }

    private boolean named(Key.Named key) {
        var options = view().options();
        return switch (key) {
            case ENTER -> enter(options.get(Math.min(list.marked(), options.size() - 1)));
            case ESCAPE, CTRL_C -> choose(Option.NO);
            case PAGE_DOWN -> scroll(PAGE);
            case PAGE_UP -> scroll(-PAGE);
            case UP, DOWN -> whole ? scroll(key == Key.Named.UP ? -1 : 1) : moved(key, options.size());
            default -> false;
        };
    }

    /// Says no yes to what was not on the screen: first the rest is shown, page by page.
    private boolean enter(Option option) {
        var allows = option == Option.YES || option == Option.ALWAYS;
        if (allows && !allSeen()) {
            return turnPage();
        }
        return choose(option);
    }

    private boolean turnPage() {
        whole = true;
        scroll = seen;
        return false;
    }

    private boolean moved(Key key, int options) {
        list.key(key, options);
        return false;
    }

    private boolean scroll(int rows) {
        scroll = Math.max(0, scroll + rows);
        return false;
    }

    private boolean letter(String text) {
        for (var option : view().options()) {
            if (text.equalsIgnoreCase(Character.toString(option.key()))) {
                return choose(option);
            }
        }
        return false;
    }

    private boolean choose(Option option) {
        var refuses = option == Option.NO || option == Option.INSTEAD;
        if (!refuses && !answerable()) {
            return false;
        }
        return switch (option) {
            case YES -> say("allowed", new Answer.Yes());
            case ALWAYS -> allSeen() ? say("always allowed", new Answer.Always()) : turnPage();
            case NO -> say("refused", new Answer.No(""));
            case INSTEAD -> {
                instead = new TextField(theme.text("↳ ", Role.ACCENT), "");
                yield false;
            }
            case EDIT -> {
                edited = new TextField(
                        theme.text("$ ", Role.ACCENT), question.editable().orElse(""));
                yield false;
            }
            case WHOLE -> {
                whole = !whole;
                scroll = 0;
                yield false;
            }
        };
    }

    private boolean insteadKey(TextField field, Key key) {
        if (key == Key.Named.ENTER) {
            var text = field.text().strip();
            return say(text.isEmpty() ? "refused" : "refused: " + text, new Answer.No(text));
        }
        if (key == Key.Named.ESCAPE || key == Key.Named.CTRL_C) {
            instead = null;
            return false;
        }
        field.key(key);
        return false;
    }

    private boolean editedKey(TextField field, Key key) {
        if (key == Key.Named.ENTER && !field.text().isBlank()) {
            var same = question.editable().equals(Optional.of(field.text()));
            if (same && !allSeen()) {
                edited = null;
                return turnPage();
            }
            return say(same ? "allowed" : "changed", same ? new Answer.Yes() : new Answer.Edited(field.text()));
        }
        if (key == Key.Named.ESCAPE || key == Key.Named.CTRL_C) {
            edited = null;
            return false;
        }
        field.key(key);
        return false;
    }

    private boolean say(String word, Answer chosen) {
        said = word;
        return answer.complete(chosen);
    }

    @Override
    public boolean unexpected() {
        return true;
    }

    @Override
    public List<AttributedString> trace() {
        return List.of(theme.text(
                "? " + PlainText.show(question.title()) + ": " + PlainText.show(said),
                said.startsWith("refused") ? Role.BAD : Role.DIM));
    }
}
