package dev.coder.cli.tui;

import dev.coder.cli.execute.Approver.Answer;
import dev.coder.cli.execute.Approver.Question;
import dev.coder.cli.terminal.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// May this call run? Yes, always, no, no and what to do instead, or another command in its place.
final class ApprovalDialog implements Dialog {

    private enum Option {
        YES("y", "Yes"),
        ALWAYS("a", "Yes, and always in this project"),
        EDIT("e", "Edit it first"),
        INSTEAD("i", "No, and tell the agent what to do instead"),
        NO("n", "No");

        private final String letter;
        private final String label;

        Option(String letter, String label) {
            this.letter = letter;
            this.label = label;
        }
    }

    private final Question question;
    private final CompletableFuture<Answer> answer;
    private final Consumer<List<AttributedString>> scrollback;
    private final List<Option> options = new ArrayList<>();
    private final ChoiceList list = new ChoiceList();
    private @Nullable TextField instead;
    private @Nullable TextField edited;
    private String said = "";

    /// @param scrollback where the whole of it can be shown
    ApprovalDialog(Question question, CompletableFuture<Answer> answer, Consumer<List<AttributedString>> scrollback) {
        this.question = question;
        this.answer = answer;
        this.scrollback = scrollback;
        options.add(Option.YES);
        if (!question.always().isEmpty()) {
            options.add(Option.ALWAYS);
        }
        if (question.editable().isPresent()) {
            options.add(Option.EDIT);
        }
        options.add(Option.INSTEAD);
        options.add(Option.NO);
    }

    @Override
    public Frame frame(int width, int rows, boolean ready) {
        var bottom = bottom(width, Math.max(3, rows / 2), ready);
        var lines = new ArrayList<AttributedString>();
        lines.add(Look.rule(width));
        var text = ApprovalText.lines(question, width);
        var room = rows - 1 - bottom.lines().size();
        if (text.size() > room) {
            lines.addAll(text.subList(0, Math.max(0, room - 1)));
            lines.add(Look.fit(
                    Look.of(
                            "… " + (text.size() - Math.max(0, room - 1)) + " more lines; w shows all of it",
                            Look.CAREFUL),
                    width));
        } else {
            lines.addAll(text);
        }
        var above = lines.size();
        lines.addAll(bottom.lines());
        return new Frame(
                lines,
                bottom.cursor().column() < 0
                        ? Frame.Cursor.HIDDEN
                        : bottom.cursor().down(above));
    }

    private Frame bottom(int width, int rows, boolean ready) {
        if (instead != null) {
            return field(
                    instead, "What shall the agent do instead? Enter says no and tells it, Esc goes back", width, rows);
        }
        if (edited != null) {
            return field(edited, "Enter runs it as it stands, Alt-Enter begins a line, Esc goes back", width, rows);
        }
        if (!ready) {
            return new Frame(List.of(Look.fit(Look.of("  …", Look.DIM), width)), Frame.Cursor.HIDDEN);
        }
        return new Frame(
                list.lines(options.stream().map(this::line).toList(), width, options.size()), Frame.Cursor.HIDDEN);
    }

    private AttributedString line(Option option) {
        var what = option == Option.ALWAYS
                ? ": " + PlainText.show(question.always().getFirst().shown())
                : "";
        return Look.join(Look.of(option.letter, Look.ACCENT), Look.of("  " + option.label), Look.of(what, Look.DIM));
    }

    private static Frame field(TextField field, String help, int width, int rows) {
        var view = field.view(width, Math.max(1, rows - 1));
        var lines = new ArrayList<>(view.lines());
        lines.add(Look.fit(Look.of("  " + help, Look.DIM), width));
        return new Frame(lines, view.cursor());
    }

    @Override
    public boolean key(Key key) {
        if (instead != null) {
            return insteadKey(instead, key);
        }
        if (edited != null) {
            return editedKey(edited, key);
        }
        if (list.key(key, options.size())) {
            return false;
        }
        if (key == Key.Named.ENTER) {
            return choose(options.get(list.marked()));
        }
        if (key == Key.Named.ESCAPE || key == Key.Named.CTRL_C) {
            return choose(Option.NO);
        }
        return key instanceof Key.Text(var text) && letter(text);
    }

    private boolean letter(String text) {
        if (text.equalsIgnoreCase("w")) {
            scrollback.accept(ApprovalText.whole(question));
            return false;
        }
        for (var option : options) {
            if (option.letter.equalsIgnoreCase(text)) {
                return choose(option);
            }
        }
        return false;
    }

    private boolean choose(Option option) {
        return switch (option) {
            case YES -> say("allowed", new Answer.Yes());
            case ALWAYS -> say("always allowed", new Answer.Always());
            case NO -> say("refused", new Answer.No(""));
            case INSTEAD -> {
                instead = new TextField(Look.of("↳ ", Look.ACCENT), "");
                yield false;
            }
            case EDIT -> {
                edited = new TextField(
                        Look.of("$ ", Look.ACCENT), question.editable().orElse(""));
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
        return List.of(Look.of(
                "? " + PlainText.show(question.title()) + ": " + PlainText.show(said),
                said.startsWith("refused") ? Look.BAD : Look.DIM));
    }
}
