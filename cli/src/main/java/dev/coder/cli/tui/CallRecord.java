package dev.coder.cli.tui;

import dev.coder.cli.render.CallView;
import dev.coder.cli.render.DiffView;
import dev.coder.cli.render.Theme;
import dev.coder.cli.render.TodoView;
import dev.coder.plugin.PreviewLine;
import dev.coder.protocol.Content;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// The calls of the present turn: one line each, or all of it. Used with the board's lock held.
final class CallRecord {

    private static final int KEPT = 100;
    static final int OUTPUT = 60;

    /// Of a change, when it is folded.
    private static final int CHANGED = 16;

    /// A call and what came of it.
    ///
    /// @param output what was to be seen while it ran, at most [#OUTPUT] lines
    record Finished(ToolCall call, String title, ToolResult result, List<String> output) {

        /// The model gets less of a long output than there was.
        CallView unfolded() {
            var parameters = call.parameters().text();
            return output.size() < OUTPUT
                    ? CallView.unfolded(title, parameters, result, OUTPUT)
                    : CallView.unfolded(title, parameters, result, output);
        }
    }

    /// @param diff what it has changed; may be empty
    private record Done(Finished finished, List<PreviewLine> diff) {

        List<AttributedString> lines(boolean unfolded, Theme theme, int width) {
            var result = finished.result();
            var view = unfolded ? finished.unfolded() : CallView.finished(finished.title(), result);
            var lines = new ArrayList<>(view.lines(theme, width));
            if (!diff.isEmpty() && result.success()) {
                DiffView.of(diff)
                        .lines(theme, width - INDENT.length(), unfolded ? Integer.MAX_VALUE : CHANGED)
                        .forEach(line -> lines.add(Look.join(INDENT, line)));
            }
            return lines;
        }
    }

    private static final AttributedString INDENT = new AttributedString("    ");

    private final Theme theme;
    private final Map<String, List<PreviewLine>> changes = new HashMap<>();
    private final Deque<Done> done = new ArrayDeque<>();
    private @Nullable TodoView todo;
    private boolean unfolded;

    CallRecord(Theme theme) {
        this.theme = theme;
    }

    /// @param diff what the call that runs now is about to change
    void changes(String callId, List<PreviewLine> diff) {
        changes.put(callId, diff);
    }

    /// @return what goes into the scrollback
    List<AttributedString> finished(Finished finished, int width) {
        var call = finished.call();
        var one = new Done(finished, Objects.requireNonNullElse(changes.remove(call.id()), List.of()));
        done.add(one);
        if (done.size() > KEPT) {
            done.poll();
        }
        if (call.toolName().equals("todo") && finished.result().success()) {
            todo = TodoView.of(text(finished.result()));
        }
        return one.lines(unfolded, theme, width);
    }

    private static String text(ToolResult result) {
        var output = result.result();
        return output == null
                ? ""
                : output.content().stream()
                        .flatMap(part -> part instanceof Content.Text(var text) ? Stream.of(text) : Stream.empty())
                        .collect(Collectors.joining("\n"));
    }

    Optional<List<AttributedString>> todo(int width) {
        return Optional.ofNullable(todo).map(view -> view.lines(theme, width));
    }

    /// Calls unfold from here on, or fold again.
    ///
    /// @return the calls of this turn, unfolded
    List<AttributedString> toggle(int width) {
        unfolded = !unfolded;
        return unfolded
                ? done.stream()
                        .flatMap(one -> one.lines(true, theme, width).stream())
                        .toList()
                : List.of();
    }

    boolean unfolded() {
        return unfolded;
    }

    /// A turn has begun.
    void turn() {
        done.clear();
        changes.clear();
    }
}
