package dev.coder.cli.tui;

import dev.coder.cli.terminal.PlainText;
import dev.coder.protocol.Content;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;

/// The calls of the last turns: one line each, or all of it. Used with the board's lock held.
final class CallRecord {

    private static final int KEPT = 100;
    private static final int SHORT = 160;

    private record Done(ToolCall call, String title, ToolResult result) {}

    private final Deque<Done> done = new ArrayDeque<>();
    private List<AttributedString> todo = List.of();
    private boolean unfolded;
    private int fresh;

    void wished(ToolCall call) {}

    /// @return what goes into the scrollback
    List<AttributedString> finished(ToolCall call, String title, ToolResult result) {
        var one = new Done(call, title, result);
        done.add(one);
        fresh++;
        if (done.size() > KEPT) {
            done.poll();
        }
        if (call.toolName().equals("todo") && result.success()) {
            todo = texts(result).map(CallRecord::item).toList();
        }
        var lines = new ArrayList<AttributedString>();
        lines.add(line(one));
        if (unfolded) {
            lines.addAll(details(one));
        }
        return lines;
    }

    Optional<List<AttributedString>> todo() {
        return todo.isEmpty() ? Optional.empty() : Optional.of(todo);
    }

    private static AttributedString item(String line) {
        return line.startsWith("[x] ")
                ? Look.of("  ☑ " + line.substring(4), Look.DIM)
                : line.startsWith("[>] ")
                        ? Look.of("  ▸ " + line.substring(4), Look.BOLD)
                        : Look.of("  ☐ " + line.replaceFirst("^\\[ ] ", ""));
    }

    /// Calls unfold from here on, or fold again.
    ///
    /// @return what has not been shown yet of the last ones
    List<AttributedString> toggle() {
        unfolded = !unfolded;
        var lines = new ArrayList<AttributedString>();
        if (unfolded) {
            done.stream().skip(Math.max(0, done.size() - fresh)).forEach(one -> {
                lines.add(line(one));
                lines.addAll(details(one));
            });
        }
        return lines;
    }

    boolean unfolded() {
        return unfolded;
    }

    /// A turn has begun.
    void turn() {
        fresh = 0;
    }

    private static AttributedString line(Done one) {
        var took = one.result.durationMs();
        var time = took == null || took < 500 ? "" : " " + "%.1fs".formatted(took / 1000.0);
        var error = one.result.error();
        var reason =
                error == null ? "" : PlainText.show(error.lines().findFirst().orElse(""));
        return Look.join(
                Look.of("● ", one.result.success() ? Look.GOOD : Look.BAD),
                Look.of(PlainText.show(one.title)),
                Look.of(time, Look.DIM),
                Look.of(
                        reason.isEmpty()
                                ? ""
                                : ": " + (reason.length() > SHORT ? reason.substring(0, SHORT) + "…" : reason),
                        Look.BAD));
    }

    private static List<AttributedString> details(Done one) {
        return texts(one.result).map(line -> Look.of("  ⎿ " + line, Look.DIM)).toList();
    }

    private static Stream<String> texts(ToolResult result) {
        var output = result.result();
        return output == null
                ? Stream.empty()
                : output.content().stream()
                        .flatMap(part -> part instanceof Content.Text(var text) ? text.lines() : Stream.of("[image]"))
                        .map(PlainText::stripSequences)
                        .map(line -> line.replace("\t", "    "));
    }
}
