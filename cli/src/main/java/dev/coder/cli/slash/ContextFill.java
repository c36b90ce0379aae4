package dev.coder.cli.slash;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.ToolSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// What fills the model's context, a fold over a session's events. How full it is, the provider says; what the parts
/// take is estimated from their length, so that together they give what the provider said.
final class ContextFill {

    private static final double CHARS_PER_TOKEN = 4;
    private static final int TOKENS_PER_IMAGE = 1500;
    private static final int BAR = 40;

    private enum Part {
        SYSTEM("System prompt"),
        TOOLS("Tools"),
        SUMMARY("Summary of what was before"),
        USER("Your messages"),
        MODEL("The model's messages"),
        FILES("Files that were read"),
        RESULTS("Other results of tools");

        private final String label;

        Part(String label) {
            this.label = label;
        }
    }

    private final Map<Part, Double> parts = new EnumMap<>(Part.class);
    private final Map<String, String> toolOfCall = new HashMap<>();
    private long used;
    private boolean first = true;

    private ContextFill(List<ToolSpec> tools) {
        add(Part.TOOLS, tools.stream().mapToLong(ContextFill::length).sum());
    }

    static ContextFill of(List<LoggedEvent> events, List<ToolSpec> tools) {
        var fill = new ContextFill(tools);
        events.forEach(logged -> fill.apply(logged.event()));
        return fill;
    }

    private static long length(ToolSpec spec) {
        return (long) spec.name().length()
                + spec.description().length()
                + spec.inputSchema().text().length();
    }

    private void apply(AgentEvent event) {
        switch (event) {
            case AgentEvent.UserMessage message -> add(Part.USER, message.content());
            case AgentEvent.SteerAccepted message -> add(Part.USER, message.content());
            case AgentEvent.MessageCompleted message -> add(Part.MODEL, message.content());
            case AgentEvent.ReasoningCompleted thought ->
                add(Part.MODEL, thought.text().length());
            case AgentEvent.ToolCallRequested wish -> {
                toolOfCall.put(wish.id(), wish.toolName());
                add(Part.MODEL, wish.parameters().text().length());
            }
            case AgentEvent.ToolResultRecorded(var _, var result) ->
                add("read_file".equals(toolOfCall.get(result.id())) ? Part.FILES : Part.RESULTS, result);
            case AgentEvent.ContextCompacted compacted -> summedUp(compacted.summary());
            case AgentEvent.ModelCallCompleted completed -> counted(completed);
            case AgentEvent.SessionCreated _,
                    AgentEvent.SessionUpdated _,
                    AgentEvent.ToolsChanged _,
                    AgentEvent.ExecutorChanged _,
                    AgentEvent.SessionSuspended _,
                    AgentEvent.SessionClosed _,
                    AgentEvent.TurnStarted _,
                    AgentEvent.MessageQueued _,
                    AgentEvent.ModelCallStarted _,
                    AgentEvent.ModelCallDiscarded _,
                    AgentEvent.CompactionStarted _,
                    AgentEvent.TurnBoundary _,
                    AgentEvent.LiveOnly _,
                    AgentEvent.Unknown _ -> {}
        }
    }

    private void summedUp(String summary) {
        List.of(Part.USER, Part.MODEL, Part.FILES, Part.RESULTS, Part.SUMMARY).forEach(parts::remove);
        add(Part.SUMMARY, summary.length());
        used = 0;
    }

    /// What the first call has taken in beyond the tools and the prompt is the system prompt.
    private void counted(AgentEvent.ModelCallCompleted completed) {
        var usage = completed.usage();
        used = usage.inputTokens() + usage.outputTokens();
        if (first) {
            var known = parts.values().stream().mapToDouble(Double::doubleValue).sum();
            parts.put(Part.SYSTEM, Math.max(0, used - known));
            first = false;
        }
    }

    private void add(Part part, ToolResult result) {
        if (result.result() != null) {
            add(part, result.result().content());
        }
        if (result.error() != null) {
            add(part, result.error().length());
        }
    }

    private void add(Part part, List<Content> content) {
        for (var piece : content) {
            switch (piece) {
                case Content.Text(var text) -> add(part, text.length());
                case Content.Image _ -> parts.merge(part, (double) TOKENS_PER_IMAGE, Double::sum);
            }
        }
    }

    private void add(Part part, long characters) {
        parts.merge(part, characters / CHARS_PER_TOKEN, Double::sum);
    }

    /// @param window the most that the model takes; null when that is not known
    List<AttributedString> lines(@Nullable Long window, int width) {
        var lines = new ArrayList<AttributedString>();
        lines.add(Lines.bold(headline(window)));
        if (window != null && used > 0) {
            lines.add(bar(window, Math.min(BAR, width - 2)));
        }
        if (used == 0) {
            lines.add(Lines.faint("How full it is, the next answer of the model tells; the parts, about:"));
        } else {
            lines.add(Lines.faint("The parts, about:"));
        }
        var estimated = parts.values().stream().mapToDouble(Double::doubleValue).sum();
        var factor = used == 0 || estimated == 0 ? 1 : used / estimated;
        parts.forEach((part, tokens) -> {
            if (tokens > 0) {
                lines.add(line(part, tokens * factor));
            }
        });
        return lines;
    }

    private String headline(@Nullable Long window) {
        var filled = used == 0 ? "Context: not known yet" : "Context: " + Count.of(used);
        if (window == null) {
            return filled + (used == 0 ? "" : " tokens; what the model takes is not known");
        }
        return used == 0
                ? filled + " of " + Count.of(window) + " tokens"
                : filled + " of " + Count.of(window) + " tokens, "
                        + String.format(Locale.ROOT, "%.0f %%", 100.0 * used / window);
    }

    private AttributedString bar(long window, int width) {
        var full = Math.clamp(Math.round((double) used / window * width), 0, width);
        return new AttributedString("█".repeat(full) + "░".repeat(width - full));
    }

    private static AttributedString line(Part part, double tokens) {
        return new AttributedString("%-28s%8s".formatted(part.label, Count.of(Math.round(tokens))));
    }
}
