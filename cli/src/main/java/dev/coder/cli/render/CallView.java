package dev.coder.cli.render;

import dev.coder.cli.terminal.OutputLines;
import dev.coder.plugin.PreviewLine;
import dev.coder.protocol.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/// A tool call in one line, with what is to be seen below it: the end of its output while it runs, or all that there is
/// to know when it is unfolded.
///
/// @param title   in one line, as the tool gave it; the tool's name where there is none
/// @param outcome what came of it, such as `exit code 1`; may be empty
/// @param millis  how long it has run
/// @param below   lines of parameters and output
/// @param whole   whether those that are too long go on below; else they are cut
public record CallView(State state, String title, String outcome, long millis, List<String> below, boolean whole) {

    /// How far a call has come.
    public enum State {
        WAITING(Mark.WAITING, Role.DIM),
        ASKING(Mark.ASKING, Role.WARN),
        RUNNING(Mark.RUNNING, Role.ACCENT),
        DONE(Mark.DONE, Role.GOOD),
        FAILED(Mark.FAILED, Role.BAD),
        REFUSED(Mark.REFUSED, Role.WARN);

        private final Mark mark;
        private final Role role;

        State(Mark mark, Role role) {
            this.mark = mark;
            this.role = role;
        }
    }

    /// Shorter times are not worth a word.
    private static final long WORTH_SHOWING = 500;

    private static final int LONGEST_OUTCOME = 400;

    public CallView {
        below = List.copyOf(below);
    }

    public static CallView waiting(String title) {
        return new CallView(State.WAITING, title, "", 0, List.of(), false);
    }

    /// The user is being asked.
    public static CallView asking(String title) {
        return new CallView(State.ASKING, title, "", 0, List.of(), false);
    }

    /// @param output the last lines so far
    public static CallView running(String title, long millis, List<String> output) {
        return new CallView(State.RUNNING, title, "", millis, output, false);
    }

    public static CallView finished(String title, ToolResult result) {
        return new CallView(state(result), title, outcome(result), millis(result), List.of(), false);
    }

    /// The finished call with all that there is to know: its parameters and its output.
    ///
    /// @param parameters as JSON
    /// @param limit      how many lines of output at most: those at the beginning and at the end
    public static CallView unfolded(String title, String parameters, ToolResult result, int limit) {
        var output = result.result();
        return unfolded(
                title,
                parameters,
                result,
                output == null
                        ? List.of()
                        : ends(PreviewLine.split(output.text().replace("\r\n", "\n")), limit));
    }

    /// The same with an output of which more was seen than the model got.
    public static CallView unfolded(String title, String parameters, ToolResult result, List<String> output) {
        var below = new ArrayList<String>();
        below.addAll(CallParameters.lines(parameters));
        below.addAll(output);
        return new CallView(state(result), title, outcome(result), millis(result), below, true);
    }

    private static List<String> ends(List<String> lines, int limit) {
        if (lines.size() <= limit) {
            return lines;
        }
        var head = limit / 2;
        var tail = limit - head - 1;
        var ends = new ArrayList<>(lines.subList(0, head));
        ends.add(OutputLines.notShown(lines.size() - head - tail));
        ends.addAll(lines.subList(lines.size() - tail, lines.size()));
        return ends;
    }

    private static State state(ToolResult result) {
        if (result.success()) {
            return State.DONE;
        }
        var code = result.errorCode();
        return ToolResult.DENIED_BY_POLICY.equals(code) || ToolResult.DENIED_BY_USER.equals(code)
                ? State.REFUSED
                : State.FAILED;
    }

    private static String outcome(ToolResult result) {
        var error = result.error();
        if (error == null) {
            return "";
        }
        var line = PreviewLine.split(error).stream().findFirst().orElse("");
        return line.length() > LONGEST_OUTCOME ? line.substring(0, LONGEST_OUTCOME) + "…" : line;
    }

    private static long millis(ToolResult result) {
        var millis = result.durationMs();
        return millis == null ? 0 : millis;
    }

    public List<AttributedString> lines(Theme theme, int width) {
        var lines = new ArrayList<AttributedString>();
        lines.add(head(theme, width));
        var indent = theme.text("  " + theme.mark(Mark.OUTPUT) + " ", Role.BORDER);
        if (!outcome.isEmpty()) {
            var text = theme.text(Columns.title(outcome), state == State.REFUSED ? Role.WARN : Role.BAD);
            lines.addAll(Columns.wrap(text, width, indent, indent));
        }
        for (var line : below) {
            var text = theme.text(Columns.code(line), Role.DIM);
            var room = width - Columns.width(indent);
            lines.addAll(Columns.prefixed(
                    whole ? Columns.chop(text, room) : List.of(Columns.cut(text, room)), indent, indent));
        }
        return lines;
    }

    private AttributedString head(Theme theme, int width) {
        var sign = theme.mark(state.mark) + " ";
        var time = millis < WORTH_SHOWING ? "" : "  " + time(millis);
        var room = width - Columns.width(sign) - Columns.width(time);
        return new AttributedStringBuilder()
                .styled(theme.style(state.role), sign)
                .append(Columns.cut(theme.text(Columns.title(title), Role.PLAIN), Math.max(1, room)))
                .styled(theme.style(Role.DIM), time)
                .toAttributedString();
    }

    /// Such as `3.2 s` or `2 min 5 s`.
    public static String time(long millis) {
        var seconds = millis / 1000;
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
