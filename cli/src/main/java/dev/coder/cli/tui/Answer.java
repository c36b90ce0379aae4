package dev.coder.cli.tui;

import dev.coder.cli.render.MarkdownStream;
import dev.coder.cli.terminal.ShownText;
import dev.coder.protocol.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// What the model says, as it comes: lines that are finished, and the rest. Used with the board's lock held.
final class Answer {

    private final Supplier<MarkdownStream> streams;
    private ShownText shown = new ShownText();
    private String messageId = "";
    private @Nullable MarkdownStream stream;

    /// @param streams makes one for each message
    Answer(Supplier<MarkdownStream> streams) {
        this.streams = streams;
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
        if (text.isEmpty()) {
            return List.of();
        }
        if (stream == null) {
            stream = streams.get();
        }
        return stream.add(text);
    }

    List<AttributedString> tail() {
        return stream == null ? List.of() : stream.tail();
    }

    /// The message is whole.
    List<AttributedString> end() {
        var lines = new ArrayList<AttributedString>();
        if (stream != null) {
            lines.addAll(stream.end());
            lines.add(AttributedString.EMPTY);
        }
        forget();
        return lines;
    }

    /// What is unfinished stands as it is; should more of the message come, it goes on there.
    List<AttributedString> cut() {
        var lines = new ArrayList<AttributedString>();
        if (stream != null) {
            lines.addAll(stream.end());
            stream = null;
        }
        return lines;
    }

    /// The message does not count.
    ///
    /// @return whether something of it was shown
    boolean drop() {
        var was = stream != null;
        forget();
        return was;
    }

    private void forget() {
        stream = null;
        shown = new ShownText();
        messageId = "";
    }
}
