package dev.coder.cli.terminal;

import dev.coder.cli.execute.Approver.Question;
import dev.coder.plugin.Effect;
import dev.coder.plugin.PreviewLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A question whether a call may run, line by line: the beginning of it, with how much is left out, or all of it.
/// Control and invisible characters are shown, so that what is read is what will run.
final class QuestionText {

    private static final int EFFECTS = 20;
    private static final int LINES = 40;
    private static final int WIDTH = 400;
    private static final int ALLOWANCES = 5;
    private static final int COLUMNS = 80;
    /// After more lines than this the title stands there once more: it may have left the screen.
    private static final int FAR = 12;

    private final Question question;
    private final boolean whole;
    private final List<String> lines = new ArrayList<>();
    private boolean leftOut;

    private QuestionText(Question question, boolean whole) {
        this.question = question;
        this.whole = whole;
        add();
    }

    static QuestionText beginning(Question question) {
        return new QuestionText(question, false);
    }

    static QuestionText whole(Question question) {
        return new QuestionText(question, true);
    }

    /// Whether there is more than it says.
    boolean leavesOut() {
        return leftOut;
    }

    @Override
    public String toString() {
        return "\n" + String.join("\n", lines) + "\n";
    }

    private void add() {
        var title = title();
        lines.add(title);
        first(question.effects(), EFFECTS)
                .forEach(effect -> first(detail(effect), LINES, "more lines").forEach(this::detailLine));
        more(question.effects().size() - EFFECTS, "and ", " more such steps");
        first(question.preview(), LINES).forEach(line -> detailLine(cut(PlainText.show(line.marked()))));
        more(question.preview().size() - LINES, "", " more lines");
        lines.add("  " + PlainText.show(question.reason()));
        first(question.always(), ALLOWANCES)
                .forEach(allowance -> lines.add("  always, in this project: " + PlainText.show(allowance.shown())));
        more(question.always().size() - ALLOWANCES, "and ", " more that are always allowed then");
        if (lines.stream().mapToInt(line -> 1 + line.length() / COLUMNS).sum() > FAR) {
            lines.add(title);
        }
    }

    /// In one line: a command is shown in full below it.
    private String title() {
        var title = PlainText.show(question.title());
        return "? " + (title.length() < COLUMNS - 4 ? title : title.substring(0, COLUMNS - 4) + "…");
    }

    private void detailLine(String line) {
        lines.add("    " + line);
    }

    private <T> List<T> first(List<T> all, int most) {
        return whole || all.size() <= most ? all : all.subList(0, most);
    }

    private List<String> first(List<String> all, int most, String rest) {
        if (whole || all.size() <= most) {
            return all.stream().map(this::cut).toList();
        }
        leftOut = true;
        var first = new ArrayList<>(all.subList(0, most).stream().map(this::cut).toList());
        first.add("… " + (all.size() - most) + " " + rest);
        return first;
    }

    private void more(int count, String before, String what) {
        if (count > 0 && !whole) {
            leftOut = true;
            detailLine("… " + before + count + what);
        }
    }

    private String cut(String line) {
        if (whole || line.length() <= WIDTH) {
            return line;
        }
        leftOut = true;
        var end = Character.isHighSurrogate(line.charAt(WIDTH - 1)) ? WIDTH - 1 : WIDTH;
        return line.substring(0, end) + "… (" + (line.length() - end) + " more characters)";
    }

    private static List<String> detail(Effect effect) {
        return switch (effect) {
            case Effect.ReadFile(var path) -> List.of("read   " + show(path));
            case Effect.ListDirectory(var path) -> List.of("list   " + show(path));
            case Effect.WriteFile(var path) -> List.of("write  " + show(path));
            case Effect.DeleteFile(var path) -> List.of("delete " + show(path));
            case Effect.RunCommand(var command, var folder) -> block("in " + show(folder) + ":", command);
            case Effect.SendInput(var process, var input) -> block("type into " + PlainText.show(process) + ":", input);
            case Effect.RunIsolated(var language) -> List.of("run    " + PlainText.show(language) + " in the sandbox");
            case Effect.UseSecret(var name) -> List.of("use    " + PlainText.show(name));
            case Effect.Fetch(var uri) -> List.of("fetch  " + PlainText.show(uri.toString()));
            case Effect.Internal() -> List.of();
        };
    }

    private static List<String> block(String heading, String text) {
        var lines = new ArrayList<>(List.of(heading));
        PreviewLine.split(text).forEach(line -> lines.add("  " + PlainText.show(line)));
        return lines;
    }

    private static String show(Path path) {
        return PlainText.show(path.toString());
    }
}
