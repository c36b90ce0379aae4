package dev.coder.cli.tui;

import dev.coder.cli.terminal.PlainText;
import dev.coder.cli.terminal.ShownText;
import dev.coder.protocol.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;

/// What the model says, as it comes: lines that are finished, and the rest. Used with the board's lock held.
final class Answer {

    private final IntSupplier width;
    private ShownText shown = new ShownText();
    private String messageId = "";
    private final StringBuilder tail = new StringBuilder();
    private boolean spoken;

    Answer(IntSupplier width) {
        this.width = width;
    }

    static String text(List<Content> content) {
        return content.stream()
                .flatMap(part -> part instanceof Content.Text(var words) ? Stream.of(words) : Stream.of("[image]"))
                .collect(Collectors.joining("\n"));
    }

    List<AttributedString> delta(String message, String delta) {
        var ended = turnTo(message);
        ended.addAll(add(shown.delta(delta)));
        return ended;
    }

    List<AttributedString> snapshot(String message, String text) {
        var ended = turnTo(message);
        ended.addAll(add(shown.snapshot(text)));
        return ended;
    }

    private List<AttributedString> turnTo(String message) {
        if (message.equals(messageId)) {
            return new ArrayList<>();
        }
        var ended = new ArrayList<>(end());
        messageId = message;
        return ended;
    }

    private List<AttributedString> add(String text) {
        tail.append(PlainText.strip(text));
        var lines = new ArrayList<AttributedString>();
        for (var end = tail.indexOf("\n"); end >= 0; end = tail.indexOf("\n")) {
            lines.addAll(wrapped(tail.substring(0, end)));
            tail.delete(0, end + 1);
        }
        spoken |= !text.isEmpty();
        return lines;
    }

    private List<AttributedString> wrapped(String line) {
        return line.isEmpty()
                ? List.of(AttributedString.EMPTY)
                : Look.of(line).columnSplitLength(Math.max(8, width.getAsInt()));
    }

    List<AttributedString> tail() {
        return tail.isEmpty() ? List.of() : wrapped(tail.toString());
    }

    /// The message is whole.
    List<AttributedString> end() {
        var lines = new ArrayList<>(tail());
        if (spoken) {
            lines.add(AttributedString.EMPTY);
        }
        forget();
        return lines;
    }

    /// The message does not count.
    ///
    /// @return whether something of it was shown
    boolean drop() {
        var was = spoken;
        forget();
        return was;
    }

    private void forget() {
        tail.setLength(0);
        spoken = false;
        shown = new ShownText();
        messageId = "";
    }
}
