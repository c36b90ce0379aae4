package dev.coder.agent.loop;

import dev.coder.protocol.Content;
import dev.coder.protocol.Message;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A summary in the making: which part of the conversation it takes the place of, and what the model is asked for it.
/// A call and its result are never parted: a part begins with a user's or the model's message, never with results.
///
/// @param instructions what the summary is to care for
/// @param keep         index of the first message that stays as it is
/// @param shortened    how often the model found what it was to sum up too long
record Compaction(@Nullable String instructions, int keep, int shortened) {

    /// So much of the end stays word for word, in characters. What logs mean depends on it: it must never change.
    static final int KEPT = 24_000;

    /// After so many attempts at something shorter the model is given up.
    static final int MOST_SHORTENED = 5;

    private static final int SHORT_RESULT = 1500;
    private static final int SHORT_MESSAGE = 8000;
    private static final int ANY = Integer.MAX_VALUE;
    private static final int IMAGE = 6000;
    private static final String PROMPT = prompt();

    /// @param lastTurn index of the first message of the last turn
    /// @param tight    whether keeping something did not help before
    static Compaction of(List<Message> messages, int lastTurn, @Nullable String instructions, boolean tight) {
        return new Compaction(instructions, tight ? messages.size() : end(messages, lastTurn), 0);
    }

    /// Where the end begins that stays: the last turn, or as much of it as fits. The first messages never belong to it,
    /// nor anything of a conversation that is short as a whole.
    private static int end(List<Message> messages, int lastTurn) {
        var keep = messages.size();
        if (lastTurn == 0 && messages.stream().mapToInt(Compaction::size).sum() <= 2 * KEPT) {
            return keep;
        }
        var size = 0;
        for (var i = messages.size() - 1; i >= Math.max(lastTurn, 1); i--) {
            size += size(messages.get(i));
            if (size > KEPT) {
                break;
            }
            keep = messages.get(i) instanceof Message.Tools ? keep : i;
        }
        return keep;
    }

    Compaction shorter() {
        return new Compaction(instructions, keep, shortened + 1);
    }

    static String words(List<Content> content) {
        return content.stream()
                .map(part -> part instanceof Content.Text(var words) ? words : "[an image]")
                .collect(Collectors.joining("\n"));
    }

    /// In characters, roughly.
    static int size(Message message) {
        return switch (message) {
            case Message.User(var content) ->
                content.stream().mapToInt(Compaction::size).sum();
            case Message.Assistant(var parts) ->
                parts.stream()
                        .mapToInt(part -> switch (part) {
                            case Message.Part.Text(var text) -> text.length();
                            case Message.Part.Reasoning(var text, var _) -> text.length();
                            case Message.Part.Call(var call) ->
                                call.parameters().text().length();
                        })
                        .sum();
            case Message.Tools(var results) ->
                results.stream().mapToInt(Compaction::size).sum();
        };
    }

    private static int size(ToolResult result) {
        var output = result.result() == null
                ? 0
                : result.result().content().stream().mapToInt(Compaction::size).sum();
        return output + (result.error() == null ? 0 : result.error().length());
    }

    private static int size(Content content) {
        return switch (content) {
            case Content.Text(var text) -> text.length();
            case Content.Image _ -> IMAGE;
        };
    }

    /// What the model is sent: the part that is summed up, and what it is to do with it.
    List<Message> request(List<Message> messages) {
        var asked = new ArrayList<>(shortened(messages.subList(0, keep)));
        var wish = instructions == null ? "" : "\n\nThe user asks of this summary: " + instructions;
        Transcript.addUser(asked, List.of(new Content.Text(PROMPT + wish)));
        return asked;
    }

    private List<Message> shortened(List<Message> part) {
        if (shortened == 0) {
            return part;
        }
        var start = part.size() - (part.size() >> (shortened - 1));
        while (start < part.size() && part.get(start) instanceof Message.Tools) {
            start++;
        }
        var rest = new ArrayList<Message>();
        if (start > 0) {
            rest.add(text("[The beginning of the conversation is left out here.]"));
        }
        part.subList(start, part.size()).forEach(message -> add(rest, message, SHORT_MESSAGE, SHORT_RESULT));
        return rest;
    }

    /// Adds it as the words that it holds: what the model thought goes with the whole conversation that it thought it
    /// in,
    /// and providers refuse it in another one.
    private static void add(List<Message> messages, Message message, int mostOfUser, int mostOfResult) {
        switch (message) {
            case Message.User(var content) -> Transcript.addUser(messages, shorter(content, mostOfUser));
            case Message.Assistant(var parts) -> {
                var words = parts.stream().flatMap(Compaction::words).toList();
                if (!words.isEmpty()) {
                    messages.add(new Message.Assistant(words));
                }
            }
            case Message.Tools(var results) ->
                messages.add(new Message.Tools(results.stream()
                        .map(result -> shorter(result, mostOfResult))
                        .toList()));
        }
    }

    private static Stream<Message.Part> words(Message.Part part) {
        return switch (part) {
            case Message.Part.Text text -> Stream.of(text);
            case Message.Part.Reasoning _ -> Stream.empty();
            case Message.Part.Call(var call) ->
                Stream.of(new Message.Part.Call(new ToolCall(call.id(), call.toolName(), call.parameters(), null)));
        };
    }

    private static ToolResult shorter(ToolResult result, int most) {
        var output = result.result() == null
                ? null
                : new ToolOutput(shorter(result.result().content(), most));
        return new ToolResult(
                result.id(),
                result.success(),
                output,
                result.error(),
                result.errorCode(),
                result.exitCode(),
                result.durationMs(),
                result.approval());
    }

    private static List<Content> shorter(List<Content> content, int most) {
        return most == ANY
                ? content
                : content.stream().map(part -> shorter(part, most)).toList();
    }

    private static Content shorter(Content content, int most) {
        return switch (content) {
            case Content.Text(var text) when text.length() > most -> new Content.Text(text.substring(0, most) + " […]");
            case Content.Text text -> text;
            case Content.Image _ -> new Content.Text("[an image]");
        };
    }

    /// What the model sees from then on.
    ///
    /// @param more what it has to know besides
    List<Message> result(List<Message> messages, String summary, List<String> more) {
        var text = new StringBuilder("<session>The conversation up to here was summed up:\n\n")
                .append(summary.strip())
                .append("\n</session>");
        more.forEach(note -> text.append('\n').append(note));
        var compacted = new ArrayList<Message>(List.of(text(text.toString())));
        messages.subList(keep, messages.size()).forEach(message -> add(compacted, message, ANY, ANY));
        return compacted;
    }

    private static Message.User text(String text) {
        return new Message.User(List.of(new Content.Text(text)));
    }

    private static String prompt() {
        try (var file = Objects.requireNonNull(Compaction.class.getResourceAsStream("compact.md"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
