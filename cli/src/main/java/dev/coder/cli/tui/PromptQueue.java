package dev.coder.cli.tui;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/// What the user has typed while the agent was busy. Used with the board's lock held.
final class PromptQueue {

    private final Deque<String> waiting = new ArrayDeque<>();

    void add(String text) {
        waiting.add(text);
    }

    Optional<String> next() {
        return Optional.ofNullable(waiting.poll());
    }

    /// Takes all of it back, to be edited.
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

    List<AttributedString> lines(int width) {
        var lines = new ArrayList<AttributedString>();
        for (var text : waiting) {
            var first = text.lines().findFirst().orElse("") + (text.contains("\n") ? " …" : "");
            lines.add(Look.fit(Look.join(Look.of("  queued ", Look.DIM), Look.of("❯ " + first, Look.DIM)), width));
        }
        if (!lines.isEmpty()) {
            lines.add(Look.fit(Look.of("         ↑ edits it, Ctrl-S sends it now", Look.DIM), width));
        }
        return lines;
    }
}
