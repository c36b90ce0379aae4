package dev.coder.cli.tui;

import dev.coder.cli.render.Columns;
import dev.coder.cli.render.Role;
import dev.coder.cli.render.Theme;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/// What the user has typed while the agent was busy. Used with the board's lock held.
final class PromptQueue {

    private final Deque<String> waiting = new ArrayDeque<>();
    private final Deque<String> sent = new ArrayDeque<>();

    void add(String text) {
        waiting.add(text);
    }

    Optional<String> next() {
        return Optional.ofNullable(waiting.poll());
    }

    /// It is on its way to the agent, which reads it at its next step.
    void sent(String text) {
        sent.add(text);
    }

    void notSent(String text) {
        sent.removeLastOccurrence(text);
    }

    /// The agent has read the first of what was sent.
    void read() {
        sent.poll();
    }

    /// The turn is over: whatever was sent was read.
    void allRead() {
        sent.clear();
    }

    /// Takes all that waits back, to be edited.
    Optional<String> takeBack() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        var text = String.join("\n", waiting);
        waiting.clear();
        return Optional.of(text);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    List<AttributedString> lines(Theme theme, int width) {
        var lines = new ArrayList<AttributedString>();
        sent.forEach(text -> lines.add(line("  sent   ", text, theme, width)));
        waiting.forEach(text -> lines.add(line("  queued ", text, theme, width)));
        if (!waiting.isEmpty()) {
            lines.add(Columns.cut(theme.text("         ↑ edits it, Ctrl-S sends it now", Role.DIM), width));
        }
        return lines;
    }

    private static AttributedString line(String state, String text, Theme theme, int width) {
        var first = text.lines().findFirst().orElse("") + (text.contains("\n") ? " …" : "");
        return Columns.cut(theme.text(state + "❯ " + first, Role.DIM), width);
    }
}
