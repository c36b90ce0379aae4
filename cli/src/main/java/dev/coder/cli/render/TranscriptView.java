package dev.coder.cli.render;

import dev.coder.cli.terminal.PlainText;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;

/// What was said and done in a session, from its events: as lines for the screen, or as Markdown for a file.
public final class TranscriptView {

    /// One thing that was said or done.
    private sealed interface Entry {
        record Said(String text) implements Entry {}

        record Answered(String text) implements Entry {}

        record Called(ToolCall call, ToolResult result) implements Entry {}

        record Noted(String sentence) implements Entry {}
    }

    private final List<Entry> entries;

    public TranscriptView(List<LoggedEvent> events) {
        entries = entries(events);
    }

    private static List<Entry> entries(List<LoggedEvent> events) {
        var entries = new ArrayList<Entry>();
        Map<String, ToolCall> calls = new HashMap<>();
        for (var logged : events) {
            switch (logged.event()) {
                case AgentEvent.UserMessage message -> entries.add(new Entry.Said(text(message.content())));
                case AgentEvent.SteerAccepted message -> entries.add(new Entry.Said(text(message.content())));
                case AgentEvent.MessageCompleted message -> entries.add(new Entry.Answered(text(message.content())));
                case AgentEvent.ToolCallRequested wish -> calls.put(wish.id(), wish.call());
                case AgentEvent.ToolResultRecorded recorded -> {
                    var result = recorded.toolResult();
                    var call = calls.remove(result.id());
                    if (call != null) {
                        entries.add(new Entry.Called(call, result));
                    }
                }
                case AgentEvent.ContextCompacted compacted ->
                    entries.add(new Entry.Noted("from here on the model knows what was before by a summary"));
                case AgentEvent.TurnFailed failed ->
                    entries.add(new Entry.Noted(
                            "the turn failed: " + failed.problem().title()));
                case AgentEvent.TurnCancelled _ -> entries.add(new Entry.Noted("the turn was cancelled"));
                case AgentEvent.TurnExpired _ -> entries.add(new Entry.Noted("the turn expired"));
                default -> {}
            }
        }
        return entries;
    }

    private static String text(List<Content> content) {
        return content.stream()
                .map(part -> switch (part) {
                    case Content.Text(var text) -> text;
                    case Content.Image(var type, var _) -> "[image: " + type + "]";
                })
                .collect(Collectors.joining("\n"));
    }

    public List<AttributedString> lines(Theme theme, int width) {
        var lines = new ArrayList<AttributedString>();
        Entry last = null;
        for (var entry : entries) {
            var together = last instanceof Entry.Called && entry instanceof Entry.Called;
            if (!lines.isEmpty() && !together) {
                lines.add(AttributedString.EMPTY);
            }
            lines.addAll(lines(entry, theme, width));
            last = entry;
        }
        return lines;
    }

    private static List<AttributedString> lines(Entry entry, Theme theme, int width) {
        return switch (entry) {
            case Entry.Said(var text) -> new PromptEcho(text).lines(theme, width);
            case Entry.Answered(var text) -> MarkdownStream.lines(text, theme, width);
            case Entry.Called(var call, var result) ->
                CallView.finished(CallParameters.title(call.toolName(), call.parameters()), result).lines(theme, width);
            case Entry.Noted(var sentence) -> new Notice(sentence).lines(theme, width);
        };
    }

    /// The same as Markdown, with what the tools gave.
    public String markdown() {
        return entries.stream().map(TranscriptView::markdown).collect(Collectors.joining("\n"));
    }

    private static String markdown(Entry entry) {
        return switch (entry) {
            case Entry.Said(var text) -> "## You\n\n" + clean(text) + "\n";
            case Entry.Answered(var text) -> "## Coder\n\n" + clean(text) + "\n";
            case Entry.Called(var call, var result) -> called(call, result);
            case Entry.Noted(var sentence) -> "*" + clean(sentence) + "*\n";
        };
    }

    private static String called(ToolCall call, ToolResult result) {
        var output = result.result() == null ? "" : result.result().text();
        var error = result.error() == null ? "" : result.error() + "\n";
        return "### " + Columns.title(call.toolName()) + (result.success() ? "" : " (failed)") + "\n\n"
                + fenced("json", call.parameters().text())
                + (output.isEmpty() && error.isEmpty() ? "" : "\n" + fenced("", error + output));
    }

    /// With a fence that is longer than any in it.
    private static String fenced(String language, String text) {
        var fence = new StringBuilder("```");
        while (text.contains(fence)) {
            fence.append('`');
        }
        return fence + language + "\n" + clean(text).stripTrailing() + "\n" + fence + "\n";
    }

    private static String clean(String text) {
        return PlainText.stripSequences(text);
    }
}
