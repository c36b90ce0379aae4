package dev.coder.cli.render;

import dev.coder.cli.execute.Approver.Question;
import dev.coder.plugin.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/// The question whether a call may run: what it is, why it is asked, what would change, and what can be answered.
///
/// @param selected the index of the marked option
/// @param whole    whether the details may take all the room there is
/// @param scroll   how many lines of the details are above the first one shown
public record ApprovalView(Question question, int selected, boolean whole, int scroll) {

    /// What can be answered, each with the letter that answers it.
    public enum Option {
        YES('y', "Yes"),
        ALWAYS('a', "Always for this"),
        NO('n', "No"),
        INSTEAD('i', "No, and say what to do instead"),
        EDIT('e', "Edit it first"),
        WHOLE('d', "Show all of it");

        private final char key;
        private final String label;

        Option(char key, String label) {
            this.key = key;
            this.label = label;
        }

        public char key() {
            return key;
        }
    }

    private static final int DETAILS = 16;
    private static final int FEWEST_DETAILS = 3;
    private static final int EFFECTS = 20;
    /// Of a preview: nobody reads more, and it is drawn at every key.
    private static final int MOST = 3000;

    /// What can be answered to this question, in the order in which it stands there.
    public List<Option> options() {
        var options = new ArrayList<>(List.of(Option.YES));
        if (!question.always().isEmpty()) {
            options.add(Option.ALWAYS);
        }
        options.addAll(List.of(Option.NO, Option.INSTEAD));
        if (question.editable().isPresent()) {
            options.add(Option.EDIT);
        }
        options.add(Option.WHOLE);
        return options;
    }

    /// @param height how many lines there is room for
    public List<AttributedString> lines(Theme theme, int width, int height) {
        var head = head(theme, width);
        var foot = foot(theme, width);
        var details = details(theme, width);
        var room = Math.max(FEWEST_DETAILS, height - head.size() - foot.size());
        var lines = new ArrayList<>(head);
        lines.addAll(window(details, whole ? room : Math.min(room, DETAILS), theme, width));
        lines.addAll(foot);
        return lines;
    }

    /// How many of the last [#lines] say what can be answered.
    public int optionLines(Theme theme, int width) {
        return foot(theme, width).size();
    }

    /// How many lines the details have, of which [#lines] shows those that there is room for.
    public int detailLines(Theme theme, int width) {
        return details(theme, width).size();
    }

    private List<AttributedString> window(List<AttributedString> details, int room, Theme theme, int width) {
        if (details.size() <= room) {
            return details;
        }
        var from = Math.clamp(scroll, 0, details.size() - room + 1);
        var to = Math.min(details.size(), from + room - 1);
        var window = new ArrayList<>(details.subList(from, to));
        var hint = (from > 0 ? "↑ " + from + " above · " : "")
                + (to < details.size() ? "… " + (details.size() - to) + " more lines" : "end")
                + (whole ? " (↑↓ PgUp PgDn)" : " (d: show all)");
        window.add(Columns.cut(theme.text("  " + hint, Role.DIM), width));
        return window;
    }

    private List<AttributedString> head(Theme theme, int width) {
        var lines = new ArrayList<AttributedString>();
        if (!theme.screenReader()) {
            lines.add(theme.text("─".repeat(width), Role.BORDER));
        }
        var sign = theme.mark(Mark.ASKING) + " ";
        var indent = new AttributedString("  ");
        var title = Columns.cut(theme.text(Columns.title(question.title()), Role.STRONG), width - sign.length());
        lines.add(AttributedString.join(AttributedString.EMPTY, theme.text(sign, Role.WARN), title));
        lines.addAll(Columns.wrap(theme.text(Columns.title(question.reason()), Role.DIM), width, indent, indent));
        return lines;
    }

    private List<AttributedString> details(Theme theme, int width) {
        var indent = new AttributedString("  ");
        var lines = new ArrayList<AttributedString>();
        question.effects().stream().limit(EFFECTS).forEach(effect -> lines.addAll(detail(effect, theme, width - 2)));
        if (question.effects().size() > EFFECTS) {
            var more = question.effects().size() - EFFECTS;
            lines.add(theme.text("… and " + more + " more such steps", Role.DIM));
        }
        if (!question.preview().isBlank()) {
            lines.addAll(DiffView.of(question.preview()).ofFile(file()).lines(theme, width - 2, MOST));
        }
        return Columns.prefixed(lines, indent, indent);
    }

    /// The one that is written.
    private String file() {
        return question.effects().stream()
                .flatMap(effect ->
                        effect instanceof Effect.WriteFile(var path) ? Stream.of(path.toString()) : Stream.empty())
                .findFirst()
                .orElse("");
    }

    private static List<AttributedString> detail(Effect effect, Theme theme, int width) {
        return switch (effect) {
            case Effect.ReadFile(var path) -> step("read", path, theme, width);
            case Effect.ListDirectory(var path) -> step("list", path, theme, width);
            case Effect.WriteFile(var path) -> step("write", path, theme, width);
            case Effect.DeleteFile(var path) -> step("delete", path, theme, width);
            case Effect.RunCommand(var command, var folder) -> {
                var lines = new ArrayList<>(step("run in", folder, theme, width));
                lines.addAll(code(command, "text/unix", theme, width));
                yield lines;
            }
            case Effect.SendInput(var process, var input) -> {
                var lines = new ArrayList<>(step("type into", process, theme, width));
                lines.addAll(code(input, "", theme, width));
                yield lines;
            }
            case Effect.RunIsolated(var language) -> step("run in the sandbox", language, theme, width);
            case Effect.UseSecret(var name) -> step("use", name, theme, width);
            case Effect.Fetch(var uri) -> step("fetch", uri.toString(), theme, width);
            case Effect.Internal() -> List.of();
        };
    }

    private static List<AttributedString> step(String verb, Path path, Theme theme, int width) {
        return step(verb, path.toString(), theme, width);
    }

    private static List<AttributedString> step(String verb, String what, Theme theme, int width) {
        var line = new AttributedStringBuilder()
                .styled(theme.style(Role.DIM), verb + " ")
                .append(Columns.title(what))
                .toAttributedString();
        return Columns.chop(line, width);
    }

    private static List<AttributedString> code(String text, String syntax, Theme theme, int width) {
        var colours = CodeColours.of(theme, syntax);
        return text.lines()
                .flatMap(line -> FencedCode.block(colours.line(Columns.code(line)), width).stream())
                .toList();
    }

    private List<AttributedString> foot(Theme theme, int width) {
        var lines = new ArrayList<AttributedString>();
        var options = options();
        for (var i = 0; i < options.size(); i++) {
            lines.addAll(option(options.get(i), i == selected, theme, width));
        }
        return lines;
    }

    private List<AttributedString> option(Option option, boolean marked, Theme theme, int width) {
        var pointer = theme.mark(Mark.POINTER) + " ";
        var start = (marked ? pointer : " ".repeat(theme.screenReader() ? 0 : pointer.length())) + option.key + " ";
        var indent = new AttributedString(" ".repeat(theme.screenReader() ? 2 : start.length()));
        var role = marked ? Role.SELECTED : Role.PLAIN;
        var lines = new ArrayList<AttributedString>(Columns.prefixed(
                Columns.wrap(theme.text(option.label, role), width - start.length()),
                theme.text(start, marked ? Role.SELECTED : Role.ACCENT),
                indent));
        if (option == Option.ALWAYS) {
            question.always()
                    .forEach(allowance -> lines.addAll(Columns.wrap(
                            theme.text("in this project: " + Columns.title(allowance.shown()), Role.DIM),
                            width,
                            indent,
                            indent)));
        }
        return lines;
    }
}
