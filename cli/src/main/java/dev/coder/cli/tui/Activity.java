package dev.coder.cli.tui;

import dev.coder.cli.render.Columns;
import dev.coder.cli.render.Role;
import dev.coder.cli.render.Theme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// What is going on at this moment: the unfinished text, the calls that run, the todo list, and for how long already.
/// Used with the board's lock held.
final class Activity {

    private static final long SHOWN_AFTER_NANOS = 500_000_000;
    private static final int TAIL = 5;

    private final LongSupplier clock;
    private final Theme theme;
    private final Map<String, RunningCall> calls = new LinkedHashMap<>();
    private List<AttributedString> unfinished = List.of();
    private List<AttributedString> todo = List.of();
    private @Nullable Long since;
    private String doing = "";
    private String stopping = "";

    Activity(LongSupplier clock, Theme theme) {
        this.clock = clock;
        this.theme = theme;
    }

    /// Work has begun.
    ///
    /// @param what one or two words, such as `Thinking`
    void begin(String what) {
        since = clock.getAsLong();
        doing = what;
        stopping = "";
    }

    void doing(String what) {
        doing = what;
    }

    void stopping(String what) {
        stopping = what;
    }

    /// Nothing goes on any more.
    void end() {
        since = null;
        stopping = "";
        calls.clear();
        unfinished = List.of();
    }

    boolean working() {
        return since != null;
    }

    /// Whether it looks different without anything having happened.
    boolean moving() {
        return since != null || !calls.isEmpty();
    }

    long nanos() {
        return since == null ? 0 : clock.getAsLong() - since;
    }

    void unfinished(List<AttributedString> lines) {
        unfinished = lines;
    }

    void todo(List<AttributedString> lines) {
        todo = lines;
    }

    void callBegan(String id, String title) {
        calls.put(id, new RunningCall(title, clock.getAsLong()));
    }

    void callSaid(String id, String text) {
        var call = calls.get(id);
        if (call != null) {
            call.say(text);
        }
    }

    void callSkipped(String id, long lines) {
        var call = calls.get(id);
        if (call != null) {
            call.skip(lines);
        }
    }

    @Nullable
    RunningCall callEnded(String id) {
        return calls.remove(id);
    }

    /// The calls that have not come to their end, with what they had said, for the scrollback.
    List<List<AttributedString>> cutShort(int width) {
        var lines = calls.values().stream()
                .map(call -> call.cutShort(clock.getAsLong(), theme, width, TAIL))
                .toList();
        calls.clear();
        return lines;
    }

    /// @param asking whether a dialog waits for the user: then nobody is at work
    /// @param rows   how many lines there is room for; the last ones matter most
    List<AttributedString> lines(boolean asking, int width, int rows) {
        var now = clock.getAsLong();
        var lines = new ArrayList<>(unfinished);
        for (var call : calls.values()) {
            lines.addAll(call.lines(now, theme, width, TAIL));
        }
        if (!asking && since != null && now - since >= SHOWN_AFTER_NANOS) {
            lines.add(AttributedString.EMPTY);
            lines.add(Columns.cut(spinner(now - since), width));
            todo.forEach(line -> lines.add(Columns.cut(line, width)));
        }
        return lines.size() <= rows ? lines : lines.subList(lines.size() - Math.max(0, rows), lines.size());
    }

    private AttributedString spinner(long nanos) {
        var sign = theme.spinner(nanos / 1_000_000);
        var what = stopping.isEmpty() ? doing : stopping;
        var keys = stopping.isEmpty() ? " · esc to interrupt)" : ")";
        return Look.join(
                theme.text(sign + " " + what + "… ", Role.ACCENT),
                theme.text("(" + Elapsed.text(nanos) + keys, Role.DIM));
    }
}
